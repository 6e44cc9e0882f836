import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { EVERYTHING, NOVEMBER, PRICE, STANDARD, billingWorld, home, homes } from '../support/billing-world.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { breakOff, holdJobs } from '../support/job-brakes.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const DECEMBER = '2026-12' as Month
const day = (text: string): LocalDate => text as LocalDate

let test: TestCore
const world = billingWorld(() => test)
const { count, stateOf } = world
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
})
afterEach(() => test.stop())

const undo = (runId: string, reason = '单价录错') => test.admin.command('billing.undo', { runId: runId as Id, reason })
const refusal = (call: Promise<unknown>) => test.admin.refusal(call)
const job = (jobId: string) => test.admin.query('job.open', { jobId: jobId as Id })
const events = (): number => count('receivable_event')
async function standing(rooms: number): Promise<{ readonly standardId: string; readonly roomIds: readonly string[] }> {
  const roomIds = await world.addRooms(homes(rooms))
  return { standardId: await world.bindAll(), roomIds }
}

/** A cashier with an open shift who pays whole rooms by WeChat. */
async function aCashier() {
  const seat = await (await counterWorld(test)).cashier('limin')
  const shiftId = await openShift(seat, 'A')
  const pay = async (lineId: Id, amountFen: Fen) =>
    seat.command('counter.collect', {
      shiftId,
      payerName: null,
      lines: [{ lineId, expectedOpenFen: amountFen, payFen: amountFen }],
      tenders: [{ tender: 'wechat', amountFen, reference: null }],
      cashReceivedFen: null,
      note: null,
      print: false,
    })
  return { seat, pay }
}
async function firstLine(
  seat: TestSeat,
  roomId: string,
): Promise<{ readonly lineId: Id; readonly openFen: Fen } | null> {
  const { lines } = await seat.query('counter.open', { roomIds: [roomId as Id] })
  return lines[0] ?? null
}

describe('taking a run back', () => {
  it('goes on after a restart and leaves no line standing', async () => {
    await standing(900)
    const { runId } = await world.publish()
    const broken = await breakOff(test, { begin: () => undo(runId), at: () => events() > 0 })
    test = broken.test
    expect(events()).toBeLessThan(900)
    test.core.start()
    await test.core.jobs.settled()
    expect(await job(broken.answer.jobId)).toMatchObject({ state: 'done', result: { cancelled: 900 } })
    expect(events()).toBe(900)
    expect(stateOf(runId)).toBe('undone')
    expect(await world.preview()).toMatchObject({ created: 900, existing: 0 })
  })

  it('hides the whole run at once: nothing of it is collected, listed as open or billed while its lines go', async () => {
    const { roomIds } = await standing(900)
    const { runId } = await world.publish()
    const { seat } = await aCashier()
    expect(await firstLine(seat, roomIds[899] ?? '')).toMatchObject({ openFen: 16_097 })
    const broken = await breakOff(test, { begin: () => undo(runId), at: () => events() > 0 })
    test = broken.test
    expect(events()).toBeLessThan(900)
    expect(stateOf(runId)).toBe('undoing')
    expect((await world.lines()).sums).toMatchObject({ openFen: 0 })
    expect(await world.preview()).toMatchObject({ created: 900, existing: 0 })
    expect((await refusal(world.startPublish())).code).toBe('billing.run_under_way')
    const again = test.seat()
    await again.login('limin', 'Shoufei-2026')
    expect(await firstLine(again, roomIds[899] ?? '')).toBeNull()
    test.core.start()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('undone')
  })

  it('is not passed by a payment that was on its way', async () => {
    const { roomIds } = await standing(1)
    const { runId } = await world.publish()
    const { seat, pay } = await aCashier()
    const line = await firstLine(seat, roomIds[0] ?? '')
    if (line === null) throw new Error('the run is posted')
    const go = holdJobs(test)
    await undo(runId)
    expect((await seat.refusal(pay(line.lineId, line.openFen))).code).toBe('counter.line_gone')
    go()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('undone')
    expect(count('receipt')).toBe(0)
  })

  it('is refused as soon as one line of it is paid, and takes nothing back', async () => {
    const { roomIds } = await standing(3)
    const { runId } = await world.publish()
    const { seat, pay } = await aCashier()
    const line = await firstLine(seat, roomIds[1] ?? '')
    if (line === null) throw new Error('the run is posted')
    await pay(line.lineId, line.openFen)
    expect(await refusal(undo(runId))).toMatchObject({ code: 'billing.run_has_payments', params: { lines: 1 } })
    expect(stateOf(runId)).toBe('posted')
    expect(events()).toBe(0)
    expect(count("job WHERE kind = 'undo_bills'")).toBe(0)
  })

  it('is asked for once: not while it is under way, not when it is done, and not before the run is posted', async () => {
    await standing(3)
    const go = holdJobs(test)
    const { runId } = await world.startPublish()
    expect(await refusal(undo(runId))).toMatchObject({
      code: 'billing.run_not_posted',
      params: { state: 'generating' },
    })
    go()
    await test.core.jobs.settled()
    const goAgain = holdJobs(test)
    await undo(runId)
    expect(await refusal(undo(runId))).toMatchObject({ code: 'billing.run_not_posted', params: { state: 'undoing' } })
    goAgain()
    await test.core.jobs.settled()
    expect(await refusal(undo(runId))).toMatchObject({ code: 'billing.run_not_posted', params: { state: 'undone' } })
    expect(events()).toBe(3)
  })

  it('that broke off can be asked for again', async () => {
    await standing(3)
    const { runId } = await world.publish()
    const go = holdJobs(test)
    const { jobId } = await undo(runId)
    test.core.database.transactTechnical("UPDATE job SET state = 'failed' WHERE id = ?", jobId)
    expect((await test.admin.query('billing.runs', {})).runs).toMatchObject([{ state: 'undoing', atWork: false }])
    await undo(runId)
    go()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('undone')
    expect(events()).toBe(3)
  })
})

describe('publishing a run', () => {
  it('is refused while another is being written', async () => {
    await standing(3)
    const go = holdJobs(test)
    await world.startPublish()
    expect(await refusal(world.startPublish(DECEMBER))).toMatchObject({
      code: 'billing.run_under_way',
      params: { month: NOVEMBER },
    })
    go()
    await test.core.jobs.settled()
    expect(await world.publish(DECEMBER)).toMatchObject({ job: { state: 'done', result: { created: 3 } } })
  })

  it('ends clean when the data changed before it began, and the month can be billed at once', async () => {
    await standing(3)
    const go = holdJobs(test)
    const { runId, jobId } = await world.startPublish()
    // Past every guard, as a change from another PC would come.
    test.core.database.transact({ command: 'test.area', userId: 'system' }, (unit) => {
      const area = unit.hotFirst(hot<{ id: string }>('SELECT id FROM room_area LIMIT 1'))
      unit.update('room_area', area?.id ?? '', { built_area_e2: 9_000 })
    })
    go()
    await test.core.jobs.settled()
    expect(await job(jobId)).toMatchObject({ state: 'failed', failure: { code: 'billing.plan_changed' } })
    expect(stateOf(runId)).toBe('cancelled')
    expect(count('receivable')).toBe(0)
    expect(await world.publish()).toMatchObject({ job: { state: 'done', result: { created: 3 } } })
  })

  it('takes back what it wrote when it fails half-way, and does not block the next one', async () => {
    await standing(600)
    const go = holdJobs(test)
    const { runId, jobId } = await world.startPublish()
    const { database } = test.core
    const transact = database.transact.bind(database)
    const failing = vi.spyOn(database, 'transact').mockImplementation((input, work) => {
      if (input.command === 'job.publish_bills' && count('receivable') > 0) {
        failing.mockRestore()
        throw new Error('a defect in the middle of a run')
      }
      return transact(input, work)
    })
    go()
    await test.core.jobs.settled()
    expect(await job(jobId)).toMatchObject({ state: 'failed', done: 50, failure: { code: 'internal' } })
    expect(stateOf(runId)).toBe('cancelled')
    expect(count('receivable')).toBe(0)
    expect(await world.publish()).toMatchObject({ job: { state: 'done', result: { created: 600 } } })
  })

  it('keeps prices, areas, owners, room ends and the go-live day as they were planned until it is posted', async () => {
    const { standardId, roomIds } = await standing(2)
    const [roomId = ''] = roomIds
    const { bindings } = await test.admin.query('standard.bindings', { standardId: standardId as Id, text: '' })
    const project = await test.admin.query('project.current', {})
    const go = holdJobs(test)
    const { runId } = await world.startPublish()
    const changes = [
      test.admin.command('standard.add_price', {
        standardId: standardId as Id,
        version: 1,
        price: { ...PRICE, fromOn: day('2026-11-01'), priceE6: 2_500_000 },
      }),
      test.admin.command('standard.end_binding', {
        bindingId: bindings[0]?.bindingId as Id,
        toOn: day('2026-11-10'),
      }),
      test.admin.command('room.set_area', {
        roomId: roomId as Id,
        version: 1,
        fromOn: day('2026-11-10'),
        builtAreaE2: 1,
        innerAreaE2: null,
      }),
      test.admin.command('room.end', {
        roomId: roomId as Id,
        version: 1,
        endedOn: day('2026-11-10'),
        reason: '合并到隔壁',
      }),
      test.admin.command('room.add_party', {
        roomId: roomId as Id,
        role: 'owner',
        name: '新业主',
        phone: null,
        idNo: null,
        fromOn: day('2026-11-10'),
      }),
      test.admin.command('project.update', {
        name: project.name,
        payeeName: project.payeeName,
        goLiveOn: day('2026-11-15'),
      }),
    ]
    for (const change of changes) expect((await refusal(change)).code).toBe('billing.run_under_way')
    go()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('posted')
    expect((await world.lines()).sums).toMatchObject({ amountFen: 2 * 16_097 })
  })

  it('leaves alone what no bill is computed from', async () => {
    await standing(2)
    const project = await test.admin.query('project.current', {})
    const go = holdJobs(test)
    await world.startPublish()
    const named = { name: '锦绣花园二期', payeeName: project.payeeName, goLiveOn: project.goLiveOn }
    expect(await test.admin.command('project.update', named)).toMatchObject({ name: '锦绣花园二期' })
    go()
    await test.core.jobs.settled()
  })
})

describe('a line over a hundred million 元', () => {
  it('is skipped with its reason and keeps nobody from billing the others', async () => {
    await world.addRooms([home('3-1-0101', 8_943), home('9-9-9999', 100_000_000)])
    await world.bindAll()
    const standards = await test.admin.query('standard.list', {})
    await test.admin.command('standard.add_price', {
      standardId: standards.standards[0]?.standardId as Id,
      version: 1,
      price: { ...PRICE, fromOn: day('2026-11-01'), priceE6: 10_000_000_000 },
    })
    const seen = await world.preview()
    expect(seen).toMatchObject({
      created: 1,
      totalFen: 89_430_000,
      skipped: [{ reason: 'billing.amount_too_large', count: 1, example: '9-9-9999' }],
    })
    const rows = { month: NOVEMBER, scope: EVERYTHING, show: 'skipped', from: 0, size: 10 } as const
    expect(await test.admin.query('billing.preview_rows', rows)).toMatchObject({ count: 1 })
    expect(await world.publish()).toMatchObject({ job: { state: 'done', result: { created: 1, skipped: 1 } } })
  })

  it('is hardly ever come by: a price above 10,000 元 is a slip of the finger', async () => {
    const call = (priceE6: number) =>
      test.admin.command('standard.create', { ...STANDARD, price: { ...PRICE, priceE6 } })
    expect((await refusal(call(10_000_000_001))).code).toBe('standard.price_out_of_range')
    expect((await call(10_000_000_000)).versions).toMatchObject([{ priceE6: 10_000_000_000 }])
  })
})

describe('at the next start', () => {
  it('a run whose job ended without it is taken back, and billing goes on', async () => {
    await standing(600)
    const broken = await breakOff(test, { begin: () => world.startPublish(), at: () => count('receivable') > 0 })
    test = broken.test
    const { runId, jobId } = broken.answer
    test.core.database.transactTechnical("UPDATE job SET state = 'failed' WHERE id = ?", jobId)
    test.core.start()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('cancelled')
    expect(count('receivable')).toBe(0)
    expect((await job(jobId)).state).toBe('failed')
    expect(await world.publish()).toMatchObject({ job: { result: { created: 600 } } })
  })

  it('a run whose undo ended without it is taken back to its end', async () => {
    await standing(600)
    const { runId } = await world.publish()
    const broken = await breakOff(test, { begin: () => undo(runId), at: () => events() > 0 })
    test = broken.test
    test.core.database.transactTechnical("UPDATE job SET state = 'failed' WHERE id = ?", broken.answer.jobId)
    test.core.start()
    await test.core.jobs.settled()
    expect(stateOf(runId)).toBe('undone')
    expect(events()).toBe(600)
  })

  it('a job of another version fails alone, is listed, and the others go on', async () => {
    await standing(3)
    const go = holdJobs(test)
    const { jobId } = await world.startPublish()
    const strange = test.newId()
    test.core.database.transactTechnical(
      `INSERT INTO job SELECT ?, project_id, 'from_tomorrow', state, 0, input_json, cursor_json, done, total, cancel_requested,
       result_json, failure_json, created_by, created_at, finished_at FROM job WHERE id = ?`,
      strange,
      jobId,
    )
    go()
    test.core.start()
    await test.core.jobs.settled()
    const failed = { kind: 'unknown', state: 'failed', failure: { code: 'job.kind_unknown' }, cancellable: false }
    expect(await job(strange)).toMatchObject(failed)
    expect(await job(jobId)).toMatchObject({ state: 'done' })
    expect((await test.admin.query('job.list', {})).jobs.map(({ kind }) => kind)).toContain('unknown')
  })
})
