import type { LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import { compareDebts, computePaidUntil } from '../../../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen, sumFen } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { daysBetween, localDate, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { viewCharge } from '../billing/index.ts'
import type { LineLateFee } from '../late-fee/index.ts'
import { LINE_BALANCE, LINE_IS_OF_TIME, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { nextReceiptNo } from '../receipt/index.ts'
import { shownName } from '../room/index.ts'
import { accountLineOf, loadOpenLines, loadOwedLines } from './account-lines.ts'
import type { OwedLines } from './account-lines.ts'
import { loadPeopleOfRooms, loadRoomsOfPeople, payerNameOf, shownPerson } from './account-people.ts'
import { loadAccountRooms, roomLabel } from './account-rooms.ts'
import type { AccountRoom } from './account-rooms.ts'

type Account = Output<'counter.open'>

interface PeriodRow {
  readonly fee_item: string
  readonly from_on: string
  readonly to_on: string
  readonly open_fen: number
}
const periodsOfRoom = hot<PeriodRow>(`SELECT item.name AS fee_item, r.from_on, r.to_on, ${LINE_OPEN_FEN} AS open_fen
  FROM receivable r JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE} WHERE r.room_id = ? AND ${LINE_IS_VISIBLE} AND ${LINE_IS_OF_TIME}
  ORDER BY item.priority, item.name, r.from_on`)
const lastReceiptOf = hot<{
  receipt_no: string
  business_on: string
  amount_fen: number
  tenders: string
}>(`SELECT rc.receipt_no, rc.business_on, rc.amount_fen,
  (SELECT json_group_array(t.tender) FROM receipt_tender t WHERE t.receipt_id = rc.id) AS tenders
  FROM receipt rc WHERE rc.id IN (SELECT l.receipt_id FROM receipt_line l WHERE l.room_id = ?)
  AND NOT EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided') ORDER BY rc.at DESC LIMIT 1`)

/** 开户: everything that the counter shows of one or several rooms, in one answer. The first room gives the panel on the left. */
export function openAccount(
  { db, actor, today }: QueryContext,
  { roomIds, lateFeeOn }: Input<'counter.open'>,
): Account {
  const rooms = loadAccountRooms(db, actor, { roomIds, on: today })
  const [room] = rooms as readonly [AccountRoom, ...AccountRoom[]]
  const asOf = lateFeeOn ?? today
  const owed = loadOwedLines(db, { projectId: actor.projectId, roomIds: rooms.map(({ id }) => id), asOf })
  const people = loadPeopleOfRooms(db, [room.id], today)
  const others = loadRoomsOfPeople(db, actor, { people, on: today, not: rooms.map(({ id }) => id) })
  return {
    room: shownRoom(room),
    owners: people.owners.map((person) => shownPerson(actor, person)),
    tenants: people.tenants.map((person) => shownPerson(actor, person)),
    payerName: payerNameOf(people, (person) => shownName(actor, person)),
    otherRooms: withDebts(db, others),
    lines: shownLines(owed, today),
    lateFees: owed.terms === null ? null : { on: asOf, order: owed.terms.order },
    paidUntil: paidUntilOf(db, room),
    lastReceipt: lastReceipt(db, room.id),
    nextReceiptNo: nextReceiptNo(db, { projectId: actor.projectId, businessOn: today }),
  }
}

function shownRoom(room: AccountRoom): Account['room'] {
  return {
    roomId: room.id as Id,
    code: room.code,
    label: roomLabel(room),
    usage: room.usage,
    occupancy: room.occupancy,
    builtAreaE2: room.built_area_e2,
    handoverOn: room.handover_on as LocalDate | null,
    note: room.note,
  }
}

/** In the order of debts (domain rules 3.10); ticked is what is due or of the current month. */
function shownLines({ rows, lateFees }: OwedLines, today: LocalDate): Account['lines'] {
  const debts = rows.map((row) => ({ row, debt: accountLineOf(row, lateFees) }))
  return debts
    .sort((left, right) => compareDebts(left.debt, right.debt))
    .map(({ row, debt }) => {
      const explanation = JSON.parse(row.explanation_json) as LineExplanation
      return {
        lineId: row.line_id as Id,
        roomId: row.room_id as Id,
        roomCode: row.room_code,
        feeItem: row.fee_item,
        month: debt.month,
        fromOn: debt.fromOn,
        toOn: localDate(row.to_on),
        dueOn: debt.dueOn,
        overdueDays: Math.max(0, daysBetween(debt.dueOn, today)),
        charge: explanation.formula === 1 ? viewCharge(explanation) : null,
        note: explanation.note ?? null,
        amountFen: fen(row.amount_fen),
        openFen: debt.openFen,
        lateFeeFen: debt.lateFeeFen,
        lateFee: shownLateFee(lateFees.get(row.line_id)),
        ticked: debt.dueOn <= today || debt.month <= monthOf(today),
      }
    })
}

function shownLateFee(known: LineLateFee | undefined): Account['lines'][number]['lateFee'] {
  if (known === undefined) return null
  const { totalFen, dueFen, capped, segments } = known.lateFee
  const days = segments.reduce((sum, segment) => sum + segment.days, 0)
  return { days, totalFen, settledFen: fen(totalFen - dueFen), capped, rate: known.policy.rate }
}

function withDebts(
  db: ReadHandle,
  rooms: readonly { readonly room_id: string; readonly code: string }[],
): Account['otherRooms'] {
  const open = Map.groupBy(
    loadOpenLines(
      db,
      rooms.map(({ room_id }) => room_id),
    ),
    (line) => line.room_id,
  )
  return rooms.map(({ room_id, code }) => ({
    roomId: room_id as Id,
    code,
    openFen: sumFen(open.get(room_id) ?? [], (line) => line.open_fen as Fen),
  }))
}

function paidUntilOf(db: ReadHandle, room: AccountRoom): Account['paidUntil'] {
  const settled = room.opening_paid_until_on === null ? null : localDate(room.opening_paid_until_on)
  const byItem = Map.groupBy(db.hotAll(periodsOfRoom, room.id), (period) => period.fee_item)
  return [...byItem].flatMap(([feeItem, rows]) => {
    const periods = rows.map((row) => ({
      fromOn: localDate(row.from_on),
      toOn: localDate(row.to_on),
      openFen: fen(row.open_fen),
    }))
    const paidUntilOn = computePaidUntil(periods, settled)
    return paidUntilOn === null ? [] : [{ feeItem, paidUntilOn }]
  })
}

function lastReceipt(db: ReadHandle, roomId: string): Account['lastReceipt'] {
  const row = db.hotFirst(lastReceiptOf, roomId)
  if (row === null) return null
  return {
    receiptNo: row.receipt_no,
    businessOn: localDate(row.business_on),
    amountFen: fen(row.amount_fen),
    tenders: JSON.parse(row.tenders) as NonNullable<Account['lastReceipt']>['tenders'],
  }
}
