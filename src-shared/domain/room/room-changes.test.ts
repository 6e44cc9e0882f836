import { describe, expect, it } from 'vitest'

import { fen } from '../../kernel/money.ts'
import { localDate, month } from '../../kernel/time.ts'
import {
  areasInOrder,
  decideAreaChange,
  decideOwnerChange,
  decidePartyEnd,
  decideRoomEnd,
  decideTenancy,
  roomLabel,
} from './index.ts'

const day = localDate
const AREA = { fromOn: day('2026-12-01'), builtAreaE2: 8_943, innerAreaE2: 7_210 }

describe('a corrected area', () => {
  it('starts in a month that is not billed', () => {
    expect(decideAreaChange(AREA, month('2026-11'))).toEqual({ kind: 'area', affectsFromMonth: '2026-12' })
    expect(decideAreaChange(AREA, month('2026-12'))).toMatchObject({
      code: 'room.area_in_billed_month',
      params: { month: '2026-12' },
    })
  })

  it('may hold from the start while nothing is billed', () => {
    expect(decideAreaChange({ ...AREA, fromOn: null }, null)).toEqual({ kind: 'area', affectsFromMonth: null })
    expect(decideAreaChange({ ...AREA, fromOn: null }, month('2020-01'))).toMatchObject({
      code: 'room.area_in_billed_month',
    })
  })

  it('has an inner part that is not larger than the whole', () => {
    expect(decideAreaChange({ ...AREA, innerAreaE2: 8_944 }, null)).toMatchObject({ code: 'room.area_order' })
    expect(areasInOrder({ builtAreaE2: 8_943, innerAreaE2: 8_943 })).toBe(true)
    expect(areasInOrder({ builtAreaE2: 8_943, innerAreaE2: null })).toBe(true)
  })
})

describe('a new owner', () => {
  const former = { termId: 'old', fromOn: day('2015-01-01'), toOn: day('2020-06-17') }
  const present = { termId: 'now', fromOn: day('2020-06-18'), toOn: null }
  const arrives = (fromOn: string | null, billedUntilOn: string | null = null) =>
    decideOwnerChange({
      terms: [former, present],
      fromOn: fromOn === null ? null : day(fromOn),
      billedUntilOn: billedUntilOn === null ? null : day(billedUntilOn),
    })

  it('shares the present term when the days are the same or not known', () => {
    expect(arrives(null, '2026-11-30')).toEqual({ kind: 'join', termId: 'now', fromOn: '2020-06-18' })
    expect(arrives('2020-06-18')).toMatchObject({ kind: 'join' })
  })

  it('begins a term on a later day; the former ends the day before', () => {
    expect(arrives('2026-12-01', '2026-11-30')).toEqual({
      kind: 'transfer',
      former: present,
      formerToOn: '2026-11-30',
      fromOn: '2026-12-01',
    })
  })

  it('does not begin before the present one, nor inside what is billed', () => {
    expect(arrives('2020-06-17')).toMatchObject({ code: 'room.owner_before_term', params: { fromOn: '2020-06-18' } })
    expect(arrives('2026-11-30', '2026-11-30')).toMatchObject({
      code: 'room.owner_in_billed_month',
      params: { nextOn: '2026-12-01' },
    })
  })

  it('follows a term without a first day, and is the first where no term is open', () => {
    expect(
      decideOwnerChange({
        terms: [{ termId: 'a', fromOn: null, toOn: null }],
        fromOn: day('2026-01-01'),
        billedUntilOn: null,
      }),
    ).toMatchObject({
      kind: 'transfer',
      formerToOn: '2025-12-31',
    })
    expect(decideOwnerChange({ terms: [former], fromOn: null, billedUntilOn: null })).toEqual({
      kind: 'first',
      fromOn: null,
    })
  })
})

describe('a tenancy', () => {
  it('begins after the one before, or together with it', () => {
    expect(decideTenancy([{ fromOn: day('2025-01-01'), toOn: day('2025-12-31') }], day('2026-01-01'))).toEqual({
      kind: 'tenancy',
    })
    expect(decideTenancy([{ fromOn: day('2026-01-01'), toOn: null }], day('2026-01-01'))).toEqual({ kind: 'tenancy' })
  })

  it('does not overlap another', () => {
    expect(decideTenancy([{ fromOn: day('2025-01-01'), toOn: day('2026-01-01') }], day('2026-01-01'))).toMatchObject({
      code: 'room.tenant_overlap',
      params: { untilOn: '2026-01-01' },
    })
    expect(decideTenancy([{ fromOn: day('2025-01-01'), toOn: null }], null)).toMatchObject({
      code: 'room.tenancy_open',
    })
  })
})

describe('who leaves', () => {
  const end = { role: 'owner', fromOn: day('2020-01-01'), toOn: day('2026-01-01'), otherOwners: 1 } as const

  it('may, when another owner stays or it is a tenant', () => {
    expect(decidePartyEnd(end)).toEqual({ kind: 'ended' })
    expect(decidePartyEnd({ ...end, role: 'tenant', fromOn: null, otherOwners: 0 })).toEqual({ kind: 'ended' })
  })

  it('may not as the last owner, nor before having come', () => {
    expect(decidePartyEnd({ ...end, otherOwners: 0 })).toMatchObject({ code: 'room.last_owner' })
    expect(decidePartyEnd({ ...end, toOn: day('2019-12-31') })).toMatchObject({ code: 'room.party_end_before_start' })
  })
})

describe('a room out of use', () => {
  const end = { endedOn: day('2026-11-30'), openFen: fen(0), billedUntilOn: day('2026-11-30') }

  it('owes nothing and is not billed past its end', () => {
    expect(decideRoomEnd(end)).toEqual({ kind: 'ended' })
    expect(decideRoomEnd({ ...end, billedUntilOn: null })).toEqual({ kind: 'ended' })
    expect(decideRoomEnd({ ...end, openFen: fen(1) })).toMatchObject({ code: 'room.has_open_bills' })
    expect(decideRoomEnd({ ...end, billedUntilOn: day('2026-12-31') })).toMatchObject({
      code: 'room.end_before_bills',
      params: { lastTo: '2026-12-31' },
    })
  })
})

describe('the label of a room', () => {
  it('gives bare numbers their measure words', () => {
    expect(roomLabel({ building: '3', unit: '2', roomNo: '1501' })).toBe('3栋2单元1501')
    expect(roomLabel({ building: '门市A', unit: null, roomNo: '5' })).toBe('门市A5')
  })
})
