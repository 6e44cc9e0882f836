import type {
  BillableRoom,
  HouseholdSize,
  OwnerTerm,
  RoomMeter,
  UsagePlanRequest,
} from '../../../../../src-shared/domain/billing/index.ts'
import type { UsageStandard } from '../../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { addDays, addMonths, firstDayOf, monthOf } from '../../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../../src-shared/kernel/time.ts'
import { hot } from '../../../db/read-handle.ts'
import type { ReadHandle } from '../../../db/read-handle.ts'
import type { MeterTable } from '../../../db/tables-metering.ts'
import { LINE_IS_STANDING, nextAttempts, toBinding, toExistingLine } from '../../ledger/index.ts'
import type { BindingRow, ExistingLineRow } from '../../ledger/index.ts'
import { loadHolidays, rolling, toUsageStandard } from '../../standard/index.ts'
import { developerTermOf } from '../developer.ts'
import { loadReadings, toMeter } from '../stored-readings.ts'

export interface BillScope {
  readonly projectId: string
  readonly month: Month
  readonly buildingId: string | null
  readonly today: LocalDate
}

export interface BillData {
  readonly request: UsagePlanRequest
  readonly itemNames: ReadonlyMap<string, string>
  readonly paidLineIds: ReadonlySet<string>
}

/** What was read late or corrected is caught up for a year. */
const MONTHS_BACK = 11
/** Before anybody kept records; stands for "since ever" in owner terms without a date. */
const SINCE_EVER = '1900-01-01' as LocalDate

const ROOMS = `room.project_id = ?1 AND (room.ended_on IS NULL OR room.ended_on >= ?2) AND (?3 IS NULL OR room.building_id = ?3)`
const rooms = hot<{
  id: string
  code: string
  handover_on: string | null
  opening_paid_until_on: string | null
  ended_on: string | null
}>(`SELECT id, code, handover_on, opening_paid_until_on, ended_on FROM room WHERE ${ROOMS} ORDER BY sort_key`)
// A term without owners is an unsold room: nobody there owes yet.
const terms = hot<{ id: string; room_id: string; from_on: string | null; to_on: string | null }>(
  `SELECT t.id, t.room_id, t.from_on, t.to_on FROM owner_term t JOIN room ON room.id = t.room_id
   WHERE ${ROOMS} AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner') ORDER BY ifnull(t.from_on, '')`,
)
const bindings =
  hot<BindingRow>(`SELECT b.id, b.room_id, b.fee_standard_id, b.from_on, b.to_on, b.override_price_e6 FROM fee_binding b
   JOIN room ON room.id = b.room_id JOIN fee_standard s ON s.id = b.fee_standard_id AND s.tariff_kind IN ('metered','linked')
   WHERE ${ROOMS} ORDER BY b.from_on`)
const standards = hot<{ id: string; fee_item_id: string; terms_json: string }>(
  "SELECT id, fee_item_id, terms_json FROM fee_standard WHERE project_id = ? AND tariff_kind IN ('metered','linked')",
)
const versions = hot<{ fee_standard_id: string; from_on: string; price_e6: number; detail_json: string | null }>(
  'SELECT fee_standard_id, from_on, price_e6, detail_json FROM fee_standard_version WHERE project_id = ? ORDER BY from_on',
)
const items = hot<{ id: string; name: string; expects: 'every_room' | 'bound_only' }>(
  `SELECT item.id, item.name, item.expects FROM fee_item item WHERE item.project_id = ? AND item.ended_on IS NULL
   AND EXISTS(SELECT 1 FROM fee_standard s WHERE s.fee_item_id = item.id AND s.tariff_kind IN ('metered','linked')) ORDER BY item.priority`,
)
const existing = hot<
  ExistingLineRow & { readonly paid_fen: number }
>(`SELECT r.id, r.room_id, r.fee_item_id, r.owner_term_id, r.month, r.from_on, r.to_on, r.attempt, r.amount_fen,
     ifnull(balance.paid_fen, 0) AS paid_fen, run.state = 'undoing' OR NOT ${LINE_IS_STANDING} AS cancelled,
     (SELECT bill.corrects_receivable_id FROM meter_bill bill WHERE bill.receivable_id = r.id LIMIT 1) AS corrects
   FROM receivable r JOIN room ON room.id = r.room_id JOIN bill_run run ON run.id = r.bill_run_id AND run.kind = 'usage'
   LEFT JOIN receivable_balance balance ON balance.receivable_id = r.id WHERE ${ROOMS} AND r.bill_run_id IS NOT ?4`)
const meters = hot<MeterTable>(
  `SELECT meter.* FROM meter JOIN room ON room.id = meter.room_id WHERE ${ROOMS} ORDER BY meter.code`,
)
const persons = hot<{ room_id: string; from_on: string; persons: number }>(
  `SELECT f.room_id, f.from_on, f.persons FROM room_figure f JOIN room ON room.id = f.room_id
   WHERE ${ROOMS} AND f.persons IS NOT NULL ORDER BY f.from_on`,
)
const project = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

type Where = readonly [string, string, string | null]

/**
 * Everything that billing a month by readings needs. `exceptRunId`: the lines of this run do not count as existing.
 * @throws AppError `billing.no_go_live` | `billing.month_too_far`
 */
export function loadBillData(db: ReadHandle, scope: BillScope, exceptRunId: string | null): BillData {
  const { projectId, month, buildingId, today } = scope
  const goLiveOn = db.hotFirst(project, projectId)?.go_live_on ?? null
  if (goLiveOn === null) throw new AppError('billing.no_go_live')
  // What will be read nobody knows yet.
  const lastMonth = monthOf(today)
  if (month > lastMonth) throw new AppError('billing.month_too_far', { lastMonth }, 'month')
  const first = addMonths(month, -MONTHS_BACK)
  const where = [projectId, firstDayOf(first), buildingId] as const
  const itemRows = db.hotAll(items, projectId)
  const of = loadStandards(db, projectId)
  const lines = db.hotAll(existing, ...where, exceptRunId)
  const roomMeters = loadRoomMeters(db, where)
  const request: UsagePlanRequest = {
    projectId,
    months: Array.from({ length: MONTHS_BACK + 1 }, (_, index) => addMonths(first, index)),
    items: itemRows.map(({ id, expects }) => ({ id, expects })),
    standards: of,
    rooms: loadRooms(db, { where, itemIds: itemRows.map(({ id }) => id) }),
    bindings: db.hotAll(bindings, ...where).map(toBinding),
    existing: lines.map(toExistingLine),
    nextAttempt: nextAttempts(db, {
      ...{ projectId, firstMonth: first, lastMonth: month, roomId: null, exceptRunId },
      itemIds: itemRows.map(({ id }) => id),
    }),
    meters: roomMeters,
    households: loadHouseholds(db, where),
    goLiveOn: goLiveOn as LocalDate,
    developerTermId: developerTermOf(db, projectId, today),
    excluded: [],
    today,
    rollToWorkingDay: of.some(({ rollDue }) => rollDue) ? rolling(loadHolidays(db, projectId)) : null,
  }
  const corrected = new Set(
    roomMeters.filter(({ readings }) => readings.some(({ kind }) => kind === 'corrected')).map(({ roomId }) => roomId),
  )
  const paid = lines.filter(({ room_id, paid_fen }) => paid_fen > 0 && corrected.has(room_id)).map(({ id }) => id)
  return { request, itemNames: new Map(itemRows.map(({ id, name }) => [id, name])), paidLineIds: new Set(paid) }
}

function loadStandards(db: ReadHandle, projectId: string): UsageStandard[] {
  const versionsOf = Map.groupBy(db.hotAll(versions, projectId), (row) => row.fee_standard_id)
  return db.hotAll(standards, projectId).flatMap((row) => toUsageStandard(row, versionsOf.get(row.id) ?? []) ?? [])
}

function loadRooms(
  db: ReadHandle,
  { where, itemIds }: { readonly where: Where; readonly itemIds: readonly string[] },
): BillableRoom[] {
  const termsOf = Map.groupBy(db.hotAll(terms, ...where), (row) => row.room_id)
  return db.hotAll(rooms, ...where).map((row) => {
    const paidUntilOn = row.opening_paid_until_on as LocalDate | null
    return {
      id: row.id,
      code: row.code,
      handOverOn: row.handover_on as LocalDate | null,
      // The file holds the last day, the rule asks for the first one that is no longer charged.
      endedOn: row.ended_on === null ? null : addDays(row.ended_on as LocalDate, 1),
      areas: [],
      ownerTerms: (termsOf.get(row.id) ?? []).map((term): OwnerTerm => ({
        id: term.id,
        fromOn: (term.from_on ?? SINCE_EVER) as LocalDate,
        toOn: term.to_on as LocalDate | null,
      })),
      paidUntil: paidUntilOn === null ? [] : itemIds.map((itemId) => ({ itemId, on: paidUntilOn })),
    }
  })
}

function loadRoomMeters(db: ReadHandle, where: Where): RoomMeter[] {
  const rows = db.hotAll(meters, ...where)
  const stored = loadReadings(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    roomId: String(row.room_id),
    meter: toMeter(row),
    readings: stored.get(row.id)?.readings ?? [],
    countedBefore:
      row.counted_before_on === null || row.counted_before_e3 === null
        ? null
        : { on: row.counted_before_on as LocalDate, usageE3: row.counted_before_e3 },
  }))
}

function loadHouseholds(db: ReadHandle, where: Where): ReadonlyMap<string, readonly HouseholdSize[]> {
  const byRoom = Map.groupBy(db.hotAll(persons, ...where), (row) => row.room_id)
  return new Map(
    [...byRoom].map(([roomId, rows]) => [
      roomId,
      rows.map((row) => ({ fromOn: row.from_on as LocalDate, persons: row.persons })),
    ]),
  )
}
