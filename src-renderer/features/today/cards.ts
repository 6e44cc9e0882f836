import { localDateOf } from '../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { count, money } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { clockTime, whenText } from '../../platform/time.ts'

export type Today = OutputFor<'report.today'>
export type Due = OutputFor<'billing.due'>

/** Something that waits for the person, and where it is dealt with. */
export interface Card {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly act: string
  /** Name of the route. */
  readonly to: string
  readonly tone: 'normal' | 'warn' | 'due'
}

type CountCard =
  | 'balances_differ'
  | 'shifts_left_open'
  | 'shifts_to_count'
  | 'print_failed'
  | 'jobs_running'
  | 'jobs_failed'
  | 'import_drafts'
  | 'unbound_rooms'

function counted(name: CountCard, many: number | null, on: Pick<Card, 'to' | 'tone'>): readonly Card[] {
  if (many === null || many === 0) return []
  const title = t(`today.card.${name}.title`, { count: many })
  return [{ id: name, title, detail: t(`today.card.${name}.detail`), act: t(`today.card.${name}.act`), ...on }]
}

function plain(name: 'go_live_missing' | 'bills_missing', on: Pick<Card, 'to' | 'tone'>): Card {
  return {
    id: name,
    title: t(`today.card.${name}.title`),
    detail: t(`today.card.${name}.detail`),
    act: t(`today.card.${name}.act`),
    ...on,
  }
}

function shiftCard({ shift, asOf }: Today): Card {
  if (shift === null) return cardOfShift('shift_none', { to: 'shift', tone: 'warn' })
  if (shift.counted) return cardOfShift('shift_counted', { to: 'shift', tone: 'warn' })
  const openSince = shift.openSinceAt as Instant
  if (localDateOf(openSince) < localDateOf(asOf as Instant))
    return cardOfShift('shift_stale', { to: 'shift', tone: 'warn', time: whenText(openSince) })
  return cardOfShift('shift_open', { to: 'counter', tone: 'normal', time: clockTime(openSince) })
}

function cardOfShift(
  name: 'shift_none' | 'shift_open' | 'shift_stale' | 'shift_counted',
  on: Pick<Card, 'to' | 'tone'> & { readonly time?: string },
): Card {
  const { to, tone, time = '' } = on
  return {
    id: name,
    title: t(`today.card.${name}.title`, { time }),
    detail: t(`today.card.${name}.detail`),
    act: t(`today.card.${name}.act`),
    to,
    tone,
  }
}

/** 漏单扫描: what should have been billed by today. A project without a bill this month is told so as a whole instead. */
function dueCard(due: Due | undefined): readonly Card[] {
  if (due === undefined || due.lines === 0) return []
  const name = due.missedLines > 0 ? 'bills_missed' : 'bills_due'
  const params = {
    count: due.missedLines > 0 ? due.missedLines : due.lines,
    n: count(due.missedLines > 0 ? due.missedLines : due.lines),
    amount: money(due.totalFen),
    oldest: due.oldestOn ?? '',
  }
  return [
    {
      id: name,
      title: t(`today.card.${name}.title`, params),
      detail: t(`today.card.${name}.detail`, params),
      act: t(`today.card.${name}.act`),
      to: 'billing',
      tone: 'warn',
    },
  ]
}

/** In the order of the day: the own shift, what went wrong, what others left, what is not finished. */
export function cardsOf(
  today: Today,
  who: { readonly collects: boolean; readonly bills: boolean; readonly due?: Due | undefined },
): readonly Card[] {
  const rooms = today.rooms ?? 0
  return [
    ...(who.collects ? [shiftCard(today)] : []),
    ...counted('balances_differ', today.balancesDiffer, { to: 'receipts', tone: 'due' }),
    ...counted('print_failed', today.printFailed, { to: 'printing', tone: 'due' }),
    ...counted('jobs_failed', today.jobsFailedToday, { to: 'jobs', tone: 'due' }),
    ...counted('shifts_to_count', today.shiftsToCount, { to: 'shifts', tone: 'due' }),
    ...counted('shifts_left_open', today.shiftsLeftOpen, { to: 'shifts', tone: 'warn' }),
    ...counted('jobs_running', today.jobsRunning, { to: 'jobs', tone: 'normal' }),
    ...counted('import_drafts', today.importDrafts, { to: 'import', tone: 'warn' }),
    ...(today.goLiveMissing === true && rooms > 0 ? [plain('go_live_missing', { to: 'project', tone: 'warn' })] : []),
    ...(rooms > 0 ? counted('unbound_rooms', today.unboundRooms, { to: 'standard', tone: 'warn' }) : []),
    ...(who.bills && today.currentMonthLines === 0 && rooms > 0 && today.goLiveMissing !== true
      ? [plain('bills_missing', { to: 'billing', tone: 'warn' })]
      : dueCard(who.due)),
  ]
}

const FIGURES = ['rooms', 'overdue_rooms', 'unbound_rooms', 'current_month_lines'] as const

export interface Figure {
  readonly id: (typeof FIGURES)[number]
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly detail: string
  readonly tone: 'normal' | 'due'
  readonly to: string
}

/** Counts of the project with their definition; those that are not for this role are left out. */
export function figuresOf(today: Today): readonly Figure[] {
  const values = {
    rooms: today.rooms,
    overdue_rooms: today.overdueRooms,
    unbound_rooms: today.unboundRooms,
    current_month_lines: today.currentMonthLines,
  }
  const leads = {
    rooms: 'room',
    overdue_rooms: 'room',
    unbound_rooms: 'standard',
    current_month_lines: 'billing',
  } as const
  return FIGURES.flatMap((id) => {
    const value = values[id]
    if (value === null) return []
    const texts = {
      label: t(`today.figure.${id}.label`),
      unit: t(`today.figure.${id}.unit`),
      detail: t(`today.figure.${id}.detail`),
    }
    return [
      {
        id,
        value: count(value),
        tone: id === 'overdue_rooms' && value > 0 ? ('due' as const) : ('normal' as const),
        to: leads[id],
        ...texts,
      },
    ]
  })
}

export interface FirstStep {
  readonly id: 'rooms' | 'standards' | 'go_live' | 'bills' | 'shift'
  readonly title: string
  readonly done: boolean
  readonly to: string
}

/** From an empty project to the first receipt; `null` when it has been gone through, or is not for this role. */
export function firstStepsOf(today: Today): readonly FirstStep[] | null {
  if (today.goLiveMissing === null) return null
  const rooms = (today.rooms ?? 0) > 0
  const steps: readonly Omit<FirstStep, 'title'>[] = [
    { id: 'rooms', done: rooms, to: 'import' },
    { id: 'standards', done: rooms && today.unboundRooms === 0, to: 'standard' },
    { id: 'go_live', done: !today.goLiveMissing, to: 'project' },
    { id: 'bills', done: (today.currentMonthLines ?? 0) > 0, to: 'billing' },
    { id: 'shift', done: today.shift !== null, to: 'shift' },
  ]
  const bills = steps.find(({ id }) => id === 'bills')
  if (bills?.done === true && !today.goLiveMissing) return null
  return steps.map((step) => ({ ...step, title: t(`today.step.${step.id}`) }))
}
