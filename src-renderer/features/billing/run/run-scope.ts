import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { addMonths, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import type { InputFor, OutputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import type { RoomChoice } from '../../standard/index.ts'

export type RunView = OutputFor<'billing.runs'>['runs'][number]
export type RunScope = InputFor<'billing.preview'>['scope']
export const SCOPE_KINDS = ['all', 'building', 'room', 'due'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

/** What the form of the first step holds. */
export interface ScopeChoice {
  readonly month: Month | null
  readonly kind: ScopeKind
  readonly buildingId: Id | null
  readonly buildingName: string
  readonly room: RoomChoice | null
  /** Only these fees; empty for all. */
  readonly itemIds: readonly Id[]
}

/** One run as asked: what core gets, and how the page names it. */
export interface AskedRun {
  readonly month: Month
  readonly scope: RunScope
  readonly label: string
  /** The run that somebody handed in, when it is being checked. */
  readonly runId?: Id
  /** Whether the person may publish it. */
  readonly mayCheck?: boolean
}

export type ScopeReading =
  | { readonly kind: 'ready'; readonly asked: AskedRun }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }

/** The run that the form asks for, or what is missing beside each field. */
export function readScope(choice: ScopeChoice, today: LocalDate): ScopeReading {
  // What is due by today has months of its own; the run is named by the month in which it is made.
  const month = choice.kind === 'due' ? monthOf(today) : choice.month
  const place = withItems(placeOf(choice), choice.itemIds)
  if (month === null || place === null) {
    const errors: Record<string, string> = place === null ? missingPlace(choice.kind) : {}
    if (month === null) errors['month'] = t('billing.scope.month_missing')
    return { kind: 'incomplete', errors }
  }
  return { kind: 'ready', asked: { month, ...place } }
}

/** A run that was handed in, as it is looked at again: it is published as it was, or given back. */
export function askedAgain({ runId, month, scope, mayCheck }: RunView): AskedRun {
  const { buildingId, roomId, extent } = scope
  const label =
    extent === 'due'
      ? t('billing.scope.chip_due')
      : roomId !== null
        ? t('billing.scope.chip_one_room')
        : buildingId !== null
          ? t('billing.scope.chip_one_building')
          : t('billing.scope.chip_all')
  return { month, scope, label, runId, mayCheck }
}

/** A posted run, or one whose taking back broke off: it is asked for once more. */
export function canTakeBack(run: RunView | null): boolean {
  return run !== null && (run.state === 'posted' || (run.state === 'undoing' && !run.atWork))
}

/** The month to offer first: the current one, or the next when it has been billed. */
export function suggestMonth(runs: readonly RunView[], today: LocalDate): Month {
  const current = monthOf(today)
  const billed = runs.some((run) => run.month === current && (run.state === 'posted' || run.state === 'generating'))
  return billed ? addMonths(current, 1) : current
}

function placeOf(choice: ScopeChoice): Pick<AskedRun, 'scope' | 'label'> | null {
  const { kind, buildingId, buildingName, room } = choice
  if (kind === 'due')
    return { scope: { buildingId: null, roomId: null, extent: 'due' }, label: t('billing.scope.chip_due') }
  if (kind === 'all') return { scope: { buildingId: null, roomId: null }, label: t('billing.scope.chip_all') }
  if (kind === 'building') {
    if (buildingId === null) return null
    return { scope: { buildingId, roomId: null }, label: t('billing.scope.chip_building', { name: buildingName }) }
  }
  return room === null
    ? null
    : { scope: { buildingId: null, roomId: room.id }, label: t('billing.scope.chip_room', { code: room.title }) }
}

function withItems(
  place: Pick<AskedRun, 'scope' | 'label'> | null,
  itemIds: readonly Id[],
): Pick<AskedRun, 'scope' | 'label'> | null {
  if (place === null || itemIds.length === 0) return place
  const fees = t('billing.scope.chip_items', { count: itemIds.length, n: itemIds.length })
  return { scope: { ...place.scope, itemIds: [...itemIds] }, label: `${place.label} · ${fees}` }
}

function missingPlace(kind: ScopeKind): Record<string, string> {
  if (kind === 'building') return { building: t('billing.scope.building_missing') }
  return { room: t('billing.scope.room_missing') }
}
