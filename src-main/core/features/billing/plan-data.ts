import type {
  AreaVersion,
  Binding,
  BillableRoom,
  ExistingLine,
  OwnerTerm,
  PlanRequest,
} from '../../../../src-shared/domain/billing/index.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { addDays, addMonths, firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input } from '../../request/context.ts'
import { LINE_IS_STANDING } from '../ledger/index.ts'
import { toFeeStandard, toPriceVersion } from '../standard/index.ts'

export interface PlanScope {
  readonly projectId: string
  readonly month: Month
  readonly scope: Input<'billing.preview'>['scope']
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
}>(
  `SELECT id, code, handover_on, opening_paid_until_on, ended_on, usage FROM room WHERE ${ROOMS_IN_SCOPE} ORDER BY sort_key`,
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
const bindings = hot<{
  id: string
  room_id: string
  fee_standard_id: string
  from_on: string
  to_on: string | null
  override_price_e6: number | null
}>(
  `SELECT b.id, b.room_id, b.fee_standard_id, b.from_on, b.to_on, b.override_price_e6 FROM fee_binding b JOIN room ON room.id = b.room_id
   WHERE ${ROOMS_IN_SCOPE} ORDER BY b.from_on`,
)
const existing = hot<{
  id: string
  room_id: string
  fee_item_id: string
  owner_term_id: string
  month: string
  from_on: string
  to_on: string
  attempt: number
  amount_fen: number
  cancelled: number
}>(`SELECT r.id, r.room_id, r.fee_item_id, r.owner_term_id, r.month, r.from_on, r.to_on, r.attempt, r.amount_fen,
     run.state = 'undoing' OR NOT ${LINE_IS_STANDING} AS cancelled
   FROM receivable r JOIN room ON room.id = r.room_id JOIN bill_run run ON run.id = r.bill_run_id WHERE ${ROOMS_IN_SCOPE} AND r.month = ?5 AND r.bill_run_id IS NOT ?6`)
const items = hot<{ id: string; name: string; expects: 'every_room' | 'bound_only' }>(
  'SELECT id, name, expects FROM fee_item WHERE project_id = ? AND ended_on IS NULL ORDER BY priority',
)
const standards = hot<{ id: string; fee_item_id: string; terms_json: string }>(
  'SELECT id, fee_item_id, terms_json FROM fee_standard WHERE project_id = ?',
)
const versions = hot<{ fee_standard_id: string; from_on: string; price_e6: number }>(
  'SELECT fee_standard_id, from_on, price_e6 FROM fee_standard_version WHERE project_id = ? ORDER BY from_on',
)
const project = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

export interface PlanData {
  readonly request: PlanRequest
  readonly itemNames: ReadonlyMap<string, string>
  /** Rooms of which nobody expects a standard: they are not listed as unbound. */
  readonly standardOptional: ReadonlySet<string>
}

/**
 * Everything that planning one month needs, in a handful of set-based reads.
 * `exceptRunId`: the lines of this run do not count as existing (a run that goes on after a crash plans what it planned before).
 * @throws AppError `billing.no_go_live` | `billing.month_too_far`
 */
export function loadPlanData(db: ReadHandle, at: PlanScope, exceptRunId: string | null): PlanData {
  const { projectId, month, scope, today } = at
  const goLiveOn = db.hotFirst(project, projectId)?.go_live_on ?? null
  if (goLiveOn === null) throw new AppError('billing.no_go_live')
  const lastMonth = addMonths(monthOf(today), MONTHS_AHEAD)
  if (month > lastMonth) throw new AppError('billing.month_too_far', { lastMonth }, 'month')
  const where = [projectId, firstDayOf(month), scope.buildingId, scope.roomId] as const
  const roomRows = db.hotAll(rooms, ...where)
  const itemRows = db.hotAll(items, projectId)
  const versionsOf = Map.groupBy(db.hotAll(versions, projectId), (row) => row.fee_standard_id)
  const request: PlanRequest = {
    projectId,
    months: [month],
    items: itemRows.map(({ id, expects }) => ({ id, expects })),
    standards: db
      .hotAll(standards, projectId)
      .map((row) => toFeeStandard(row, (versionsOf.get(row.id) ?? []).map(toPriceVersion))),
    rooms: billableRooms(db, { where, roomRows, itemIds: itemRows.map((row) => row.id) }),
    bindings: db.hotAll(bindings, ...where).map(toBinding),
    existing: db.hotAll(existing, ...where, month, exceptRunId).map(toExistingLine),
    goLiveOn: goLiveOn as LocalDate,
    developerTermId: null,
    excluded: [],
    today,
    rollToWorkingDay: null,
  }
  const optional = roomRows.filter((row) => !['residence', 'shop', 'office'].includes(row.usage)).map((row) => row.id)
  return { request, itemNames: new Map(itemRows.map((row) => [row.id, row.name])), standardOptional: new Set(optional) }
}

type Where = readonly [string, string, string | null, string | null]
type RoomRow = NonNullable<(typeof rooms)['row']>

function billableRooms(
  db: ReadHandle,
  from: { readonly where: Where; readonly roomRows: readonly RoomRow[]; readonly itemIds: readonly string[] },
): BillableRoom[] {
  const areasOf = Map.groupBy(db.hotAll(areas, ...from.where), (row) => row.room_id)
  const termsOf = Map.groupBy(db.hotAll(terms, ...from.where), (row) => row.room_id)
  return from.roomRows.map((row) => {
    const paidUntilOn = row.opening_paid_until_on as LocalDate | null
    return {
      id: row.id,
      code: row.code,
      handOverOn: row.handover_on as LocalDate | null,
      // The file holds the last day, the rule asks for the first one that is no longer charged.
      endedOn: row.ended_on === null ? null : addDays(row.ended_on as LocalDate, 1),
      areas: (areasOf.get(row.id) ?? []).map((area): AreaVersion => ({
        fromOn: (area.from_on ?? SINCE_EVER) as LocalDate,
        builtE2: area.built_area_e2,
        innerE2: area.inner_area_e2,
        shareE2: null,
      })),
      ownerTerms: (termsOf.get(row.id) ?? []).map((term): OwnerTerm => ({
        id: term.id,
        fromOn: (term.from_on ?? SINCE_EVER) as LocalDate,
        toOn: term.to_on as LocalDate | null,
      })),
      paidUntil: paidUntilOn === null ? [] : from.itemIds.map((itemId) => ({ itemId, on: paidUntilOn })),
    }
  })
}

function toBinding(row: NonNullable<(typeof bindings)['row']>): Binding {
  return {
    id: row.id,
    roomId: row.room_id,
    standardId: row.fee_standard_id,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate | null,
    overridePriceE6: row.override_price_e6,
  }
}

function toExistingLine(row: NonNullable<(typeof existing)['row']>): ExistingLine {
  return {
    id: row.id,
    roomId: row.room_id,
    itemId: row.fee_item_id,
    ownerTermId: row.owner_term_id,
    month: row.month as Month,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate,
    attempt: row.attempt,
    amountFen: row.amount_fen as Fen,
    state: row.cancelled === 1 ? 'cancelled' : 'active',
    correctsLineId: null,
  }
}
