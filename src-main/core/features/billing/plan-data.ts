import { monthsOfRun } from '../../../../src-shared/domain/billing/index.ts'
import type {
  AreaVersion,
  BillableRoom,
  Binding,
  PlanRequest,
  RunRequest,
  OwnerTerm,
} from '../../../../src-shared/domain/billing/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { addDays, addMonths, firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { Input } from '../../request/context.ts'
import { LINE_IS_STANDING, toBinding, toExistingLine } from '../ledger/index.ts'
import type { BindingRow, ExistingLineRow } from '../ledger/index.ts'
import type { FeeStandard } from '../../../../src-shared/domain/tariff/index.ts'
import { itemFamilies, loadHolidays, rolling, toFeeStandard } from '../standard/index.ts'
import { figuresOfRooms } from './room-figures.ts'
import type { RoomsWhere } from './room-figures.ts'

export type RunScope = Input<'billing.preview'>['scope']

export interface PlanScope {
  readonly projectId: string
  readonly month: Month
  readonly scope: RunScope
  readonly today: LocalDate
}

/** Bills may be issued a year ahead: owners pay in advance, and local rules cap prepaid months at twelve (domain rules 3.9). */
const MONTHS_AHEAD = 12

/** Before anybody kept records; stands for "since ever" in owner terms and areas without a date. */
const SINCE_EVER = '1900-01-01' as LocalDate

const ROOMS_IN_SCOPE = `room.project_id = ?1 AND (room.ended_on IS NULL OR room.ended_on >= ?2)
  AND (?3 IS NULL OR room.building_id = ?3) AND (?4 IS NULL OR room.id = ?4)`

const rooms = hot<{
  id: string
  code: string
  handover_on: string | null
  opening_paid_until_on: string | null
  ended_on: string | null
  usage: string
  floor: string | null
}>(
  `SELECT id, code, handover_on, opening_paid_until_on, ended_on, usage, floor FROM room WHERE ${ROOMS_IN_SCOPE} ORDER BY sort_key`,
)
const areas = hot<{ room_id: string; from_on: string | null; built_area_e2: number; inner_area_e2: number | null }>(
  `SELECT a.room_id, a.from_on, a.built_area_e2, a.inner_area_e2 FROM room_area a JOIN room ON room.id = a.room_id
   WHERE ${ROOMS_IN_SCOPE} ORDER BY ifnull(a.from_on, '')`,
)
// A term without owners is an unsold room: nobody there owes yet.
const terms = hot<{ id: string; room_id: string; from_on: string | null; to_on: string | null }>(
  `SELECT t.id, t.room_id, t.from_on, t.to_on FROM owner_term t JOIN room ON room.id = t.room_id
   WHERE ${ROOMS_IN_SCOPE} AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner')
   ORDER BY ifnull(t.from_on, '')`,
)
const bindings = hot<BindingRow>(
  `SELECT b.id, b.room_id, b.fee_standard_id, b.from_on, b.to_on, b.override_price_e6 FROM fee_binding b JOIN room ON room.id = b.room_id
   WHERE ${ROOMS_IN_SCOPE} ORDER BY b.from_on`,
)
const existing =
  hot<ExistingLineRow>(`SELECT r.id, r.room_id, r.fee_item_id, r.owner_term_id, r.month, r.from_on, r.to_on, r.attempt, r.amount_fen,
     run.state = 'undoing' OR NOT ${LINE_IS_STANDING} AS cancelled,
     (SELECT c.corrects_receivable_id FROM receivable_correction c WHERE c.receivable_id = r.id) AS corrects
   FROM receivable r JOIN room ON room.id = r.room_id JOIN bill_run run ON run.id = r.bill_run_id WHERE ${ROOMS_IN_SCOPE} AND r.month BETWEEN ?5 AND ?6 AND r.bill_run_id IS NOT ?7`)
const items = hot<{ id: string; name: string; nature: FeeItemTable['nature']; expects: 'every_room' | 'bound_only' }>(
  'SELECT id, name, nature, expects FROM fee_item WHERE project_id = ? AND ended_on IS NULL ORDER BY priority',
)
const standards = hot<{ id: string; fee_item_id: string; terms_json: string }>(
  'SELECT id, fee_item_id, terms_json FROM fee_standard WHERE project_id = ?',
)
const versions = hot<{ fee_standard_id: string; from_on: string; price_e6: number; detail_json: string | null }>(
  'SELECT fee_standard_id, from_on, price_e6, detail_json FROM fee_standard_version WHERE project_id = ? ORDER BY from_on',
)
// 缴至 of one item, as the opening of the project said it.
const paidUntilOfItems = hot<{ room_id: string; fee_item_id: string; until_on: string }>(
  `SELECT p.room_id, p.fee_item_id, p.until_on FROM opening_paid_until p JOIN room ON room.id = p.room_id
   JOIN opening o ON o.id = p.opening_id JOIN bill_run run ON run.id = o.bill_run_id AND run.state = 'posted' WHERE ${ROOMS_IN_SCOPE}`,
)
const project = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

export interface PlanData {
  readonly request: RunRequest
  readonly items: ReadonlyMap<string, PlannedItem>
  /** Rooms of which nobody expects a standard: they are not listed as unbound. */
  readonly standardOptional: ReadonlySet<string>
}

export interface PlannedItem {
  readonly name: string
  readonly nature: FeeItemTable['nature']
}

/**
 * Everything that planning one run needs, in a handful of set-based reads.
 * `exceptRunId`: the lines of this run do not count as existing (a run that goes on after a crash plans what it planned before).
 * @throws AppError `billing.no_go_live` | `billing.month_too_far`
 */
export function loadPlanData(db: ReadHandle, at: PlanScope, exceptRunId: string | null): PlanData {
  const { projectId, month, scope, today } = at
  const goLiveOn = db.hotFirst(project, projectId)?.go_live_on ?? null
  if (goLiveOn === null) throw new AppError('billing.no_go_live')
  const lastMonth = addMonths(monthOf(today), MONTHS_AHEAD)
  if (month > lastMonth) throw new AppError('billing.month_too_far', { lastMonth }, 'month')
  const feeStandards = loadStandards(db, projectId)
  const where = [projectId, roomsSince(at, feeStandards), scope.buildingId, scope.roomId] as const
  const roomRows = db.hotAll(rooms, ...where)
  const itemRows = plannedItems(db, at)
  const unplanned = {
    extent: scope.extent === 'due' ? ({ kind: 'due', month, today } as const) : ({ kind: 'month', month } as const),
    projectId,
    items: itemRows.map(({ id, expects }) => ({ id, expects })),
    standards: feeStandards,
    rooms: billableRooms(db, { where, roomRows, itemIds: itemRows.map((row) => row.id), standards: feeStandards }),
    bindings: loadBindings(db, where, feeStandards),
    goLiveOn: goLiveOn as LocalDate,
    developerTermId: null,
    excluded: [],
    today,
    rollToWorkingDay: feeStandards.some(({ rollDue }) => rollDue) ? rolling(loadHolidays(db, projectId)) : null,
  }
  const { first, last } = monthsOfRun(unplanned)
  const request = {
    ...unplanned,
    existing: db.hotAll(existing, ...where, first, last, exceptRunId).map(toExistingLine),
  }
  const optional = roomRows.filter((row) => !['residence', 'shop', 'office'].includes(row.usage)).map((row) => row.id)
  return { request, items: new Map(itemRows.map((row) => [row.id, row])), standardOptional: new Set(optional) }
}

/** What planning some months again needs: rooms, bindings and standards as they are, or with a price that is not saved yet. */
export interface MonthsScope {
  readonly projectId: string
  readonly today: LocalDate
  readonly first: Month
  readonly last: Month
  readonly roomId: string | null
  readonly itemIds: ReadonlySet<string> | null
  readonly addedVersion: VersionRow | null
}

/** @throws AppError `billing.no_go_live` */
export function loadMonths(db: ReadHandle, scope: MonthsScope): Omit<PlanRequest, 'existing'> {
  const { projectId, today, first, last, roomId, itemIds } = scope
  const goLiveOn = db.hotFirst(project, projectId)?.go_live_on ?? null
  if (goLiveOn === null) throw new AppError('billing.no_go_live')
  const feeStandards = loadStandards(db, projectId, scope.addedVersion)
  const where = [projectId, firstDayOf(addMonths(first, -MONTHS_AHEAD)), null, roomId] as const
  const months: Month[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  const families = itemFamilies(db, projectId)
  const itemRows = db
    .hotAll(items, projectId)
    .filter(({ id }) => (families.get(id) ?? 'planned') === 'planned' && (itemIds === null || itemIds.has(id)))
  return {
    projectId,
    months,
    // A room without a standard is no gap here: its binding may have ended with the change.
    items: itemRows.map(({ id }) => ({ id, expects: 'bound_only' as const })),
    standards: feeStandards,
    rooms: billableRooms(db, {
      where,
      roomRows: db.hotAll(rooms, ...where),
      itemIds: itemRows.map(({ id }) => id),
      standards: feeStandards,
    }),
    bindings: loadBindings(db, where, feeStandards),
    goLiveOn: goLiveOn as LocalDate,
    developerTermId: null,
    excluded: [],
    today,
    rollToWorkingDay: feeStandards.some(({ rollDue }) => rollDue) ? rolling(loadHolidays(db, projectId)) : null,
  }
}

/** Rooms that ended since this day are looked at too: a cycle that is billed after its end may hold days of theirs. */
function roomsSince({ month, scope }: PlanScope, of: readonly FeeStandard[]): LocalDate {
  if (scope.extent === 'due') return firstDayOf(addMonths(month, -2 * MONTHS_AHEAD))
  const back = Math.max(0, ...of.map(({ timing, cycleMonths }) => (timing === 'postpaid' ? cycleMonths : 0)))
  return firstDayOf(addMonths(month, -back))
}

/** Fees that the monthly run computes: those by reading and those that happen have their own way. */
function plannedItems(db: ReadHandle, { projectId, scope }: PlanScope) {
  const families = itemFamilies(db, projectId)
  const asked = scope.itemIds === undefined ? null : new Set<string>(scope.itemIds)
  return db
    .hotAll(items, projectId)
    .filter(({ id }) => (families.get(id) ?? 'planned') === 'planned' && (asked === null || asked.has(id)))
}

type VersionRow = NonNullable<(typeof versions)['row']>

function loadStandards(db: ReadHandle, projectId: string, added: VersionRow | null = null): FeeStandard[] {
  const rows = db.hotAll(versions, projectId)
  const all = added === null ? rows : [...rows, added].sort((left, right) => (left.from_on < right.from_on ? -1 : 1))
  const versionsOf = Map.groupBy(all, (row) => row.fee_standard_id)
  return db.hotAll(standards, projectId).flatMap((row) => toFeeStandard(row, versionsOf.get(row.id) ?? []) ?? [])
}

function loadBindings(db: ReadHandle, where: RoomsWhere, of: readonly FeeStandard[]): Binding[] {
  const known = new Set(of.map(({ id }) => id))
  return db
    .hotAll(bindings, ...where)
    .filter((row) => known.has(row.fee_standard_id))
    .map(toBinding)
}

type RoomRow = NonNullable<(typeof rooms)['row']>

function billableRooms(
  db: ReadHandle,
  from: {
    readonly where: RoomsWhere
    readonly roomRows: readonly RoomRow[]
    readonly itemIds: readonly string[]
    readonly standards: readonly FeeStandard[]
  },
): BillableRoom[] {
  const areasOf = Map.groupBy(db.hotAll(areas, ...from.where), (row) => row.room_id)
  const termsOf = Map.groupBy(db.hotAll(terms, ...from.where), (row) => row.room_id)
  // A project that charges by area alone has no use for what is counted.
  const counts = from.standards.some(({ tariff }) => tariff.kind === 'count' || tariff.kind === 'formula')
  const openedOf = Map.groupBy(db.hotAll(paidUntilOfItems, ...from.where), (row) => row.room_id)
  const figuresOf = counts ? figuresOfRooms(db, from.where) : null
  return from.roomRows.map((row) => {
    const paidUntilOn = row.opening_paid_until_on as LocalDate | null
    return {
      id: row.id,
      code: row.code,
      handOverOn: row.handover_on as LocalDate | null,
      // The file holds the last day, the rule asks for the first one that is no longer charged.
      endedOn: row.ended_on === null ? null : addDays(row.ended_on as LocalDate, 1),
      areas: (areasOf.get(row.id) ?? []).map(toAreaVersion),
      ...(figuresOf === null ? {} : { figures: figuresOf(row) }),
      ownerTerms: (termsOf.get(row.id) ?? []).map((term): OwnerTerm => ({
        id: term.id,
        fromOn: (term.from_on ?? SINCE_EVER) as LocalDate,
        toOn: term.to_on as LocalDate | null,
      })),
      paidUntil: paidUntilOf({ itemIds: from.itemIds, paidUntilOn, opened: openedOf.get(row.id) ?? [] }),
    }
  })
}

interface PaidUntilOf {
  readonly itemIds: readonly string[]
  readonly paidUntilOn: LocalDate | null
  readonly opened: readonly NonNullable<(typeof paidUntilOfItems)['row']>[]
}

/** What the opening says of an item goes before what the room says of all. */
function paidUntilOf({ itemIds, paidUntilOn, opened }: PaidUntilOf): BillableRoom['paidUntil'] {
  const byItem = new Map(opened.map((row) => [row.fee_item_id, row.until_on as LocalDate]))
  return itemIds.flatMap((itemId) => {
    const on = byItem.get(itemId) ?? paidUntilOn
    return on === null ? [] : [{ itemId, on }]
  })
}

function toAreaVersion(area: NonNullable<(typeof areas)['row']>): AreaVersion {
  const { from_on, built_area_e2: builtE2, inner_area_e2: innerE2 } = area
  return {
    fromOn: (from_on ?? SINCE_EVER) as LocalDate,
    builtE2,
    innerE2,
    // 公摊面积 is what the measured building adds to the inner area; nobody enters it apart.
    shareE2: innerE2 === null ? null : builtE2 - innerE2,
  }
}
