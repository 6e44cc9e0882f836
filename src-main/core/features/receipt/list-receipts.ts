import { toHalfWidth } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Input, Output, QueryContext } from '../../request/context.ts'
import type { ListSnapshots } from '../../workers/list-snapshots.ts'
import { shiftsHiddenFrom, viewerOf } from '../shift/index.ts'
import { shownPayer } from './open-receipt.ts'
import { RECEIPT_IN_SCOPE, scopeParameters } from './receipt-scope.ts'

type OpenInput = Input<'receipt.list'>
type Row = Output<'receipt.list'>['rows'][number]
type Parameter = string | number | null

const FIRST_ROWS = 100
const LIST = 'receipt.list'
const ORDER = { number: 'rc.receipt_no', at: 'rc.at', amount: 'rc.amount_fen' } as const
const VOIDED = `EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided')`

const rowsByIds =
  hot<ListedReceipt>(`SELECT rc.id, rc.receipt_no, rc.business_on, rc.at, rc.room_codes, rc.payer_name, rc.amount_fen,
  rc.cashier_name AS cashier, ${VOIDED} AS voided,
  (SELECT json_group_array(json_object('tender', t.tender, 'amountFen', t.amount_fen)) FROM receipt_tender t WHERE t.receipt_id = rc.id) AS tenders,
  (SELECT count(*) FROM receipt_event p WHERE p.receipt_id = rc.id AND p.kind IN ('printed','reprinted','saved')) AS printed
  FROM json_each(?) wanted JOIN receipt rc ON rc.rowid = wanted.value ORDER BY wanted.key`)

interface ListedReceipt {
  readonly id: string
  readonly receipt_no: string
  readonly business_on: string
  readonly at: number
  readonly room_codes: string
  readonly payer_name: string
  readonly amount_fen: number
  readonly cashier: string
  readonly voided: number
  readonly tenders: string
  readonly printed: number
}
interface Matching {
  readonly row: number
  readonly amount: number
  readonly voided: number
  readonly shift_id: string
}

/** Opens the list: ordered rows with sums over the valid ones, all that match. */
export function openReceiptList(
  { db, actor }: QueryContext,
  input: OpenInput,
  snapshots: ListSnapshots,
): Output<'receipt.list'> {
  const { conditions, parameters } = conditionsOf(input.filter, actor)
  const { key, direction } = input.sort
  const order = `${ORDER[key as keyof typeof ORDER]} ${direction === 'asc' ? 'ASC' : 'DESC'}, rc.rowid ${direction === 'asc' ? 'ASC' : 'DESC'}`
  const text = `SELECT rc.rowid AS row, rc.amount_fen AS amount, ${VOIDED} AS voided, rc.shift_id
    FROM receipt rc WHERE ${conditions.join(' AND ')} ORDER BY ${order}`
  const matching = db.hotAll(hot<Matching>(text), ...parameters)
  const rowIds = matching.map(({ row }) => row)
  const { snapshotId, cut } = snapshots.keep(LIST, actor, rowIds)
  return {
    snapshotId,
    cut,
    count: rowIds.length,
    sums: sumsOf(matching, shiftsHiddenFrom(db, { projectId: actor.projectId, viewer: viewerOf(actor) })),
    rows: rowsOf(db, actor, rowIds.slice(0, FIRST_ROWS)),
  }
}

export function receiptListRows(
  { db, actor }: QueryContext,
  input: Input<'receipt.list_rows'>,
  snapshots: ListSnapshots,
): Output<'receipt.list_rows'> {
  return { rows: rowsOf(db, actor, snapshots.window(LIST, actor, input)) }
}

/** Takings are never shown to the person who will count them (domain rules 3.16). */
function sumsOf(matching: readonly Matching[], hiddenShifts: ReadonlySet<string>): Output<'receipt.list'>['sums'] {
  const sums = { amount: 0, voided: 0, count: 0 }
  let hidden = false
  for (const row of matching) {
    hidden ||= hiddenShifts.has(row.shift_id)
    if (row.voided === 1) {
      sums.voided += row.amount
      sums.count += 1
    } else {
      sums.amount += row.amount
    }
  }
  if (hidden) return { amountFen: null, voidedFen: null, voided: sums.count }
  return { amountFen: sums.amount as Fen, voidedFen: sums.voided as Fen, voided: sums.count }
}

function conditionsOf(
  filter: OpenInput['filter'],
  actor: Actor,
): { readonly conditions: readonly string[]; readonly parameters: readonly Parameter[] } {
  const conditions: string[] = [RECEIPT_IN_SCOPE]
  const parameters: Parameter[] = [...scopeParameters(actor)]
  const ask = (condition: string, ...values: readonly Parameter[]): void => {
    conditions.push(condition)
    parameters.push(...values)
  }
  if (filter.fromOn !== undefined) ask('rc.business_on >= ?', filter.fromOn)
  if (filter.toOn !== undefined) ask('rc.business_on <= ?', filter.toOn)
  if (filter.state !== undefined) ask(filter.state === 'voided' ? VOIDED : `NOT ${VOIDED}`)
  if (filter.shiftId !== undefined) ask('rc.shift_id = ?', filter.shiftId)
  if (filter.tender !== undefined)
    ask('EXISTS(SELECT 1 FROM receipt_tender t WHERE t.receipt_id = rc.id AND t.tender = ?)', filter.tender)
  if (filter.roomId !== undefined)
    ask('rc.id IN (SELECT l.receipt_id FROM receipt_line l WHERE l.room_id = ?)', filter.roomId)
  const typed = toHalfWidth(filter.text ?? '').trim()
  if (typed !== '') {
    const code = typed.toUpperCase()
    // Whoever sees no names must not find out by them either.
    const byName = actor.permissions.has('person.view_name')
    const text = `(instr(rc.receipt_no, ?) > 0 OR instr(upper(rc.room_codes), ?) > 0${byName ? ' OR instr(rc.payer_name, ?) > 0' : ''})`
    ask(text, code, code, ...(byName ? [typed] : []))
  }
  return { conditions, parameters }
}

function rowsOf(db: ReadHandle, actor: Actor, rowIds: readonly number[]): Row[] {
  return db.hotAll(rowsByIds, JSON.stringify(rowIds)).map((row) => ({
    receiptId: row.id as Row['receiptId'],
    receiptNo: row.receipt_no,
    businessOn: row.business_on as Row['businessOn'],
    at: row.at,
    roomCodes: row.room_codes,
    payerName: shownPayer(actor, row.payer_name),
    amountFen: row.amount_fen as Fen,
    tenders: JSON.parse(row.tenders) as Row['tenders'],
    cashier: row.cashier,
    state: row.voided === 1 ? 'voided' : 'valid',
    printedCount: row.printed,
  }))
}
