import { describe, expect, it } from 'vitest'

import { cardsOf, figuresOf, firstStepsOf } from './cards.ts'
import type { Today } from './cards.ts'

const CLERK: Today = {
  asOf: 0,
  rooms: 1856,
  unboundRooms: 0,
  overdueRooms: 312,
  currentMonthLines: 1790,
  printFailed: 0,
  jobsRunning: 0,
  jobsFailedToday: 0,
  importDrafts: null,
  goLiveMissing: null,
  shift: { openSinceAt: Date.parse('2026-11-23T08:21:00+08:00'), counted: false },
  shiftsLeftOpen: null,
  shiftsToCount: null,
  balancesDiffer: null,
  backup: null,
  fileProblem: null,
  approvalsToDecide: null,
  chainBroken: null,
}
const AT_COUNTER = { collects: true, bills: false }
const ids = (today: Today, who = AT_COUNTER) => cardsOf(today, who).map(({ id }) => id)

describe('the first page of the day', () => {
  it('leads a clerk whose shift was left open yesterday to close it, and says since when', () => {
    const asOf = Date.parse('2026-11-24T08:00:00+08:00')
    expect(cardsOf({ ...CLERK, asOf }, AT_COUNTER)[0]).toMatchObject({ id: 'shift_stale', to: 'shift', tone: 'warn' })
    const sameDay = Date.parse('2026-11-23T23:59:00+08:00')
    expect(ids({ ...CLERK, asOf: sameDay })).toEqual(['shift_open'])
  })

  it('leads a clerk with an open shift to the counter, and says since when it is open', () => {
    expect(cardsOf(CLERK, AT_COUNTER)).toMatchObject([
      { id: 'shift_open', title: '08:21 已开班', to: 'counter', tone: 'normal' },
    ])
  })

  it('leads to the shift when there is none, or when it is counted and not closed', () => {
    expect(ids({ ...CLERK, shift: null })).toEqual(['shift_none'])
    expect(ids({ ...CLERK, shift: { openSinceAt: 0, counted: true } })).toEqual(['shift_counted'])
  })

  it('puts what went wrong before what is unfinished', () => {
    const today: Today = {
      ...CLERK,
      printFailed: 2,
      importDrafts: 1,
      shiftsToCount: 1,
      unboundRooms: 12,
      jobsFailedToday: 1,
    }
    expect(ids(today)).toEqual([
      'shift_open',
      'print_failed',
      'jobs_failed',
      'shifts_to_count',
      'import_drafts',
      'unbound_rooms',
    ])
  })

  it('asks for a backup as long as there is none that is fresh, in red when it failed', () => {
    const first = (backup: Today['backup']) => cardsOf({ ...CLERK, backup }, AT_COUNTER)[1]
    expect(first('failed')).toMatchObject({ id: 'backup_failed', to: 'backup', tone: 'due' })
    expect(first('no_place')).toMatchObject({ id: 'backup_no_place', tone: 'warn' })
    expect(first('fresh')).toBeUndefined()
  })

  it('says before anything else that the data file is damaged, and leads to what is to be done', () => {
    const manager: Today = { ...CLERK, backup: 'fresh', fileProblem: 'damaged', balancesDiffer: 3 }
    expect(cardsOf(manager, { collects: false, bills: true })).toMatchObject([
      { id: 'file_damaged', to: 'backup', tone: 'due' },
      { id: 'balances_differ' },
    ])
  })

  it('tells the manager first that a balance is not what its receipts say', () => {
    const manager: Today = { ...CLERK, balancesDiffer: 3, printFailed: 1 }
    expect(cardsOf(manager, { collects: false, bills: true })).toMatchObject([
      { id: 'balances_differ', title: '3 条费用的已缴金额与收据对不上', to: 'receipts', tone: 'due' },
      { id: 'print_failed' },
    ])
    expect(ids({ ...manager, balancesDiffer: 0 }, { collects: false, bills: true })).toEqual(['print_failed'])
  })

  it('shows no figure and no card that is not for the role', () => {
    const guard: Today = {
      ...CLERK,
      unboundRooms: null,
      overdueRooms: null,
      currentMonthLines: null,
      printFailed: null,
      shift: null,
    }
    expect(ids(guard, { collects: false, bills: false })).toEqual([])
    expect(figuresOf(guard).map(({ id }) => id)).toEqual(['rooms'])
  })

  it('asks for bills of the month only when the project has gone live', () => {
    const manager: Today = { ...CLERK, currentMonthLines: 0, goLiveMissing: true }
    expect(ids(manager, { collects: false, bills: true })).toEqual(['go_live_missing'])
    expect(ids({ ...manager, goLiveMissing: false }, { collects: false, bills: true })).toEqual(['bills_missing'])
  })

  it('guides through an empty project and leaves when the first bills are out', () => {
    const empty: Today = { ...CLERK, rooms: 0, currentMonthLines: 0, goLiveMissing: true, shift: null }
    expect(firstStepsOf(empty)?.map(({ done }) => done)).toEqual([false, false, false, false, false])
    expect(firstStepsOf({ ...empty, rooms: 10, goLiveMissing: false })?.map(({ done }) => done)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect(firstStepsOf({ ...empty, rooms: 10, goLiveMissing: false, currentMonthLines: 10 })).toBeNull()
    expect(firstStepsOf(CLERK)).toBeNull()
  })
})
