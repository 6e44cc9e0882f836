import { roomCodeKey } from '../../../../src-shared/domain/import/index.ts'
import type { KnownMeter, KnownRoom, KnownSpan, OpeningKnown } from '../../../../src-shared/domain/opening/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_STANDING } from '../ledger/index.ts'
import { itemFamilies } from '../standard/index.ts'

const project = hot<{ go_live_on: LocalDate | null }>('SELECT go_live_on FROM project WHERE id = ?')
const rooms = hot<{ id: string; code: string }>('SELECT id, code FROM room WHERE project_id = ? AND ended_on IS NULL')
// A term without owners is an unsold room: nobody there owes yet.
const terms = hot<{ id: string; room_id: string; from_on: LocalDate | null; to_on: LocalDate | null }>(
  `SELECT t.id, t.room_id, t.from_on, t.to_on FROM owner_term t WHERE t.project_id = ?
   AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner') ORDER BY ifnull(t.from_on, '')`,
)
const items = hot<{ id: string; name: string }>(
  'SELECT id, name FROM fee_item WHERE project_id = ? AND ended_on IS NULL',
)
const meters = hot<{
  id: string
  code: string
  room_id: string | null
  registers_json: string
  digits: number
  is_read: number
}>(`SELECT meter.id, meter.code, meter.room_id, meter.registers_json, device.digits,
    EXISTS(SELECT 1 FROM meter_reading r WHERE r.meter_id = meter.id AND r.batch_id IS NOT ?2) AS is_read
  FROM meter JOIN meter_device device ON device.meter_id = meter.id AND device.seq = 1
  WHERE meter.project_id = ?1 AND meter.ended_on IS NULL`)
const standing = hot<{ key: string; from_on: LocalDate; to_on: LocalDate }>(
  `SELECT r.room_id || '|' || r.fee_item_id AS key, r.from_on, r.to_on FROM bill_run run
   JOIN receivable r ON r.bill_run_id = run.id AND ${LINE_IS_STANDING}
   WHERE run.project_id = ?1 AND run.kind = 'opening' AND run.id IS NOT ?2`,
)
const paidBefore = hot<{ key: string }>(
  `SELECT p.room_id || '|' || p.fee_item_id AS key FROM opening_paid_until p JOIN opening o ON o.id = p.opening_id
   JOIN bill_run run ON run.id = o.bill_run_id AND run.state IN ('generating','posted')
   WHERE p.project_id = ?1 AND run.id IS NOT ?2`,
)
const billedFrom = hot<{ key: string; from_on: LocalDate }>(
  `SELECT r.room_id || '|' || r.fee_item_id AS key, min(r.from_on) AS from_on FROM receivable r
   JOIN bill_run run ON run.id = r.bill_run_id AND run.kind IN ('month','due')
   WHERE r.project_id = ?1 AND ${LINE_IS_STANDING} GROUP BY r.room_id, r.fee_item_id`,
)

export interface KnownOf {
  readonly projectId: string
  readonly today: LocalDate
  /** Lines and readings of this run do not count: a posting that goes on after a crash plans what it planned before. */
  readonly exceptRunId: string | null
}

/** Everything that a sheet of opening positions is held against, in a handful of set-based reads. @throws AppError `billing.no_go_live` */
export function loadOpeningKnown(db: ReadHandle, { projectId, today, exceptRunId }: KnownOf): OpeningKnown {
  const goLiveOn = db.hotFirst(project, projectId)?.go_live_on ?? null
  if (goLiveOn === null) throw new AppError('billing.no_go_live')
  const termsOf = Map.groupBy(db.hotAll(terms, projectId), (term) => term.room_id)
  const families = itemFamilies(db, projectId)
  const hung = db.hotAll(meters, projectId, exceptRunId).map((row) => ({ row, meter: toMeter(row) }))
  return {
    goLiveOn,
    today,
    rooms: new Map(
      db
        .hotAll(rooms, projectId)
        .map(({ id, code }): [string, KnownRoom] => [
          roomCodeKey(code),
          { id, code, terms: (termsOf.get(id) ?? []).map((t) => ({ id: t.id, fromOn: t.from_on, toOn: t.to_on })) },
        ]),
    ),
    items: new Map(
      db
        .hotAll(items, projectId)
        .map(({ id, name }) => [name, { id, name, isMonthly: (families.get(id) ?? 'planned') === 'planned' }]),
    ),
    metersByCode: new Map(hung.map(({ meter }) => [meter.code.toUpperCase(), meter])),
    metersOfRoom: grouped(hung.flatMap(({ row, meter }) => (row.room_id === null ? [] : [[row.room_id, meter]]))),
    standing: grouped(
      db
        .hotAll(standing, projectId, exceptRunId)
        .map(({ key, from_on, to_on }): [string, KnownSpan] => [key, { fromOn: from_on, toOn: to_on }]),
    ),
    paidBefore: new Set(db.hotAll(paidBefore, projectId, exceptRunId).map(({ key }) => key)),
    billedFrom: new Map(db.hotAll(billedFrom, projectId).map(({ key, from_on }) => [key, from_on])),
  }
}

function toMeter(row: NonNullable<(typeof meters)['row']>): KnownMeter {
  return {
    id: row.id,
    code: row.code,
    registers: (JSON.parse(row.registers_json) as string[]).length,
    digits: row.digits,
    isRead: row.is_read === 1,
  }
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}
