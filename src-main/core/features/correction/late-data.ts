import { withChange } from '../../../../src-shared/domain/billing/index.ts'
import type { IssuedLine, LateChange, PlanRequest } from '../../../../src-shared/domain/billing/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { addDays, maxDate, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input } from '../../request/context.ts'
import { loadMonths } from '../billing/index.ts'
import { LINE_BALANCE, LINE_IS_STANDING } from '../ledger/index.ts'
import { detailOf } from '../standard/index.ts'

export type AskedChange = Input<'correction.preview'>['change']

const SINCE_EVER = '1900-01-01' as LocalDate

// Lines that the monthly run reckons; those of an opening, a reading or a share come from elsewhere.
const issued = hot<{
  id: string
  room_id: string
  fee_item_id: string
  fee_standard_id: string
  owner_term_id: string
  month: Month
  from_on: LocalDate
  to_on: LocalDate
  attempt: number
  amount_fen: number
  paid_fen: number
  cancelled: number
  corrects: string | null
}>(`SELECT r.id, r.room_id, r.fee_item_id, r.fee_standard_id, r.owner_term_id, r.month, r.from_on, r.to_on, r.attempt, r.amount_fen,
    ifnull(balance.paid_fen, 0) AS paid_fen, run.state = 'undoing' OR NOT ${LINE_IS_STANDING} AS cancelled,
    (SELECT c.corrects_receivable_id FROM receivable_correction c WHERE c.receivable_id = r.id) AS corrects
  FROM receivable r JOIN bill_run run ON run.id = r.bill_run_id AND run.kind IN ('month','due','correction') ${LINE_BALANCE}
  WHERE r.project_id = ? AND r.month >= ? AND (? IS NULL OR r.room_id = ?)`)
const bindingOf = hot<{ room_id: string; item_id: string; from_on: LocalDate }>(
  `SELECT b.room_id, s.fee_item_id AS item_id, b.from_on FROM fee_binding b JOIN fee_standard s ON s.id = b.fee_standard_id
   WHERE b.id = ? AND b.project_id = ?`,
)
const itemOf = hot<{ item_id: string }>(
  'SELECT fee_item_id AS item_id FROM fee_standard WHERE id = ? AND project_id = ?',
)
const roomOf = hot<{ id: string }>('SELECT id FROM room WHERE id = ? AND project_id = ?')

export interface LateData {
  readonly request: PlanRequest
  readonly issued: readonly IssuedLine[]
  /** By line: the standard that it names. */
  readonly standardOf: ReadonlyMap<string, string>
}

/** What the issued months look like once the change is saved, and what stands on them. @throws AppError `billing.no_go_live` */
export function loadLate(
  db: ReadHandle,
  of: { readonly projectId: string; readonly today: LocalDate; readonly change: AskedChange },
): LateData {
  const { projectId, today } = of
  const reach = reachOf(db, projectId, of.change)
  const first = monthOf(reach.fromOn)
  const rows = db
    .hotAll(issued, projectId, first, reach.roomId, reach.roomId)
    .filter((row) => reach.itemId === null || row.fee_item_id === reach.itemId)
  const months = rows.map(({ month }) => month)
  const last = months.reduce((latest, month) => (month > latest ? month : latest), first)
  const since = months.reduce((earliest, month) => (month < earliest ? month : earliest), last)
  const billedRooms = new Set(rows.map(({ room_id }) => room_id))
  const plain = loadMonths(db, {
    projectId,
    today,
    first: since,
    last,
    roomId: reach.roomId,
    itemIds: reach.itemId === null ? null : new Set([reach.itemId]),
    addedVersion: reach.addedVersion,
  })
  const request = withChange({ ...plain, existing: [] }, reach.change)
  return {
    // Rooms without a line in these months are the next run's.
    request: { ...request, rooms: request.rooms.filter(({ id }) => billedRooms.has(id)) },
    issued: rows.map(toIssuedLine),
    standardOf: new Map(rows.map((row) => [row.id, row.fee_standard_id])),
  }
}

interface Reach {
  readonly fromOn: LocalDate
  readonly roomId: string | null
  readonly itemId: string | null
  readonly change: LateChange
  readonly addedVersion: Parameters<typeof loadMonths>[1]['addedVersion']
}

// oxlint-disable-next-line max-params -- a change of a project
function reachOf(db: ReadHandle, projectId: string, asked: AskedChange): Reach {
  switch (asked.kind) {
    case 'price': {
      const { standardId, price } = asked
      const row = db.hotFirst(itemOf, standardId, projectId)
      if (row === null) throw new AppError('standard.not_found')
      const json = { price_e6: price.priceE6, detail_json: detailOf(price) }
      const addedVersion = { fee_standard_id: standardId, from_on: price.fromOn, ...json }
      return { fromOn: price.fromOn, roomId: null, itemId: row.item_id, change: { kind: 'price' }, addedVersion }
    }
    case 'override':
    case 'end_binding': {
      const binding = db.hotFirst(bindingOf, asked.bindingId, projectId)
      if (binding === null) throw new AppError('standard.binding_not_found')
      const at = { roomId: binding.room_id, itemId: binding.item_id, addedVersion: null }
      if (asked.kind === 'end_binding') {
        const { kind, bindingId, toOn } = asked
        return { fromOn: maxDate(addDays(toOn, 1), binding.from_on), ...at, change: { kind, bindingId, toOn } }
      }
      const { kind, bindingId, fromOn, override } = asked
      return { fromOn, ...at, change: { kind, bindingId, fromOn, priceE6: override?.priceE6 ?? null } }
    }
    case 'area': {
      const { roomId, builtAreaE2: builtE2, innerAreaE2: innerE2 } = asked
      if (db.hotFirst(roomOf, roomId, projectId) === null) throw new AppError('record.not_found', { what: 'room' })
      const fromOn = asked.fromOn ?? SINCE_EVER
      const area = { fromOn, builtE2, innerE2, shareE2: innerE2 === null ? null : builtE2 - innerE2 }
      return { fromOn, roomId, itemId: null, change: { kind: 'area', roomId, area }, addedVersion: null }
    }
    default:
      return asked satisfies never
  }
}

function toIssuedLine(row: NonNullable<(typeof issued)['row']>): IssuedLine {
  return {
    id: row.id,
    roomId: row.room_id,
    itemId: row.fee_item_id,
    ownerTermId: row.owner_term_id,
    month: row.month,
    fromOn: row.from_on,
    toOn: row.to_on,
    attempt: row.attempt,
    amountFen: row.amount_fen as Fen,
    settledFen: row.paid_fen as Fen,
    state: row.cancelled === 1 ? 'cancelled' : 'active',
    correctsLineId: row.corrects,
  }
}
