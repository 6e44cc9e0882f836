import { describe, expect, it } from 'vitest'

import { localDate } from '../../kernel/time.ts'
import { FEATURES } from '../access/index.ts'
import type { Feature } from '../access/index.ts'
import { decideGoLive, decideSwitch } from './index.ts'

describe('a feature switch', () => {
  const all = new Set<Feature>(FEATURES)

  it('stays on while another feature needs it', () => {
    expect(decideSwitch({ feature: 'shift', enabled: false, on: all })).toMatchObject({
      code: 'project.feature_needed',
      params: { by: 'counter' },
    })
    expect(decideSwitch({ feature: 'standard', enabled: false, on: all })).toMatchObject({
      code: 'project.feature_needed',
      params: { by: 'billing' },
    })
  })

  it('goes off when nothing needs it', () => {
    expect(decideSwitch({ feature: 'bill_notice', enabled: false, on: all })).toEqual({ kind: 'switch' })
  })

  it('does not go on before what it needs', () => {
    expect(decideSwitch({ feature: 'billing', enabled: true, on: new Set() })).toMatchObject({
      code: 'project.feature_needs',
      params: { needs: 'standard' },
    })
    expect(decideSwitch({ feature: 'billing', enabled: true, on: new Set<Feature>(['standard']) })).toEqual({
      kind: 'switch',
    })
  })
})

describe('the go-live date', () => {
  const first = localDate('2026-03-01')

  it('cannot move past the first billed day', () => {
    expect(decideGoLive(localDate('2026-03-02'), first)).toMatchObject({
      code: 'project.go_live_after_bills',
      params: { firstFrom: first },
    })
  })

  it('may be set, moved earlier or taken away otherwise', () => {
    expect(decideGoLive(localDate('2026-03-01'), first)).toEqual({ kind: 'go_live' })
    expect(decideGoLive(null, first)).toEqual({ kind: 'go_live' })
    expect(decideGoLive(localDate('2027-01-01'), null)).toEqual({ kind: 'go_live' })
  })
})
