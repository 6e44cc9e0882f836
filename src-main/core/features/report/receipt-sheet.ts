import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { maskName } from '../../../../src-shared/domain/person/index.ts'
import type { MoneyTender } from '../../../../src-shared/domain/ledger/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ExportColumn, ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import { lineProduct } from '../receipt/index.ts'
import type { DayRange } from './range.ts'
import type { SheetTexts } from './sheet-texts.ts'

interface LineRow {
  readonly receipt_no: string
  readonly at: number
  readonly building: string
  readonly unit: string | null
  readonly room: string
  readonly owners: string | null
  readonly payer_name: string
  readonly item: string
  readonly from_on: string
  readonly to_on: string
  readonly explanation_json: string
  readonly receivable_fen: number
  readonly amount_fen: number
  readonly part: 'principal' | 'late_fee'
  readonly tenders: string
  readonly cashier: string
  readonly drawer: string
  readonly note: string | null
  readonly void_reason: string | null
  readonly voided: 0 | 1
  readonly opening: 0 | 1
}

const idsOfDays = hot<{ id: string; shift_id: string }>(
  'SELECT id, shift_id FROM receipt WHERE project_id = ? AND business_on BETWEEN ? AND ? ORDER BY at, id',
)
const linesOf =
  hot<LineRow>(`SELECT rc.receipt_no, rc.at, building.name AS building, unit.name AS unit, l.room_code AS room,
    (SELECT group_concat(p.name, '、') FROM relation o JOIN person p ON p.id = o.person_id
      WHERE o.owner_term_id = v.owner_term_id AND o.role = 'owner') AS owners,
    rc.payer_name, l.fee_item_name AS item, v.from_on, v.to_on, v.explanation_json, v.amount_fen AS receivable_fen, l.amount_fen, l.part,
    (SELECT group_concat(t.tender) FROM receipt_tender t WHERE t.receipt_id = rc.id) AS tenders,
    rc.cashier_name AS cashier, s.drawer, rc.note, gone.reason AS void_reason, gone.id IS NOT NULL AS voided,
    EXISTS(SELECT 1 FROM bill_run run WHERE run.id = v.bill_run_id AND run.kind = 'opening') AS opening
  FROM json_each(?) asked JOIN receipt rc ON rc.id = asked.value JOIN receipt_line l ON l.receipt_id = rc.id
  JOIN receivable v ON v.id = l.receivable_id JOIN room ON room.id = l.room_id
  JOIN building ON building.id = room.building_id LEFT JOIN unit ON unit.id = room.unit_id
  JOIN shift s ON s.id = rc.shift_id
  LEFT JOIN receipt_event gone ON gone.receipt_id = rc.id AND gone.kind = 'voided'
  ORDER BY asked.key, l.line_no`)

/** Receipts read at a time: the ids are copied first, so no snapshot of the file is held for long (architecture §1). */
const CHUNK = 500

export interface ReceiptSheetOptions extends DayRange {
  readonly projectId: string
  readonly hiddenShifts: ReadonlySet<string>
  readonly namesInFull: boolean
  readonly texts: SheetTexts
  readonly titleLines: readonly string[]
  /** Called with the receipts done and all of them. */
  readonly onProgress: (done: number, total: number) => void
}

/** X2 收款明细: a row per receipt line. A voided receipt stays in the list with its state and without money received. */
export function receiptSheet(db: ReadHandle, options: ReceiptSheetOptions): SheetSpec {
  return {
    name: options.texts.sheet.receipts_name,
    titleLines: options.titleLines,
    columns: columnsOf(options.texts),
    rows: rowsOf(db, options),
    totalLabel: options.texts.sheet.total,
  }
}

function* rowsOf(db: ReadHandle, options: ReceiptSheetOptions): Generator<ExportRow> {
  const { projectId, fromOn, toOn, hiddenShifts, onProgress } = options
  const ids = db
    .hotAll(idsOfDays, projectId, fromOn, toOn)
    .flatMap(({ id, shift_id }) => (hiddenShifts.has(shift_id) ? [] : [id]))
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const line of db.hotAll(linesOf, JSON.stringify(ids.slice(from, from + CHUNK)))) yield rowOf(line, options)
    onProgress(Math.min(from + CHUNK, ids.length), ids.length)
  }
}

function columnsOf({ sheet }: SheetTexts): ExportColumn[] {
  return [
    { key: 'receiptNo', header: sheet.receipt_no, kind: 'text', width: 20, total: 'distinct' },
    { key: 'at', header: sheet.at, kind: 'datetime' },
    { key: 'state', header: sheet.state, kind: 'text', width: 8 },
    { key: 'building', header: sheet.building, kind: 'text', width: 10 },
    { key: 'unit', header: sheet.unit, kind: 'text', width: 8 },
    { key: 'room', header: sheet.room, kind: 'text', width: 14 },
    { key: 'owners', header: sheet.owners, kind: 'text' },
    { key: 'payer', header: sheet.payer, kind: 'text' },
    { key: 'item', header: sheet.item, kind: 'text' },
    { key: 'part', header: sheet.part, kind: 'text', width: 8 },
    { key: 'fromOn', header: sheet.from_on, kind: 'date' },
    { key: 'toOn', header: sheet.to_on, kind: 'date' },
    { key: 'quantity', header: sheet.quantity, kind: 'area' },
    { key: 'price', header: sheet.price, kind: 'price' },
    { key: 'receivable', header: sheet.receivable, kind: 'money' },
    { key: 'received', header: sheet.received, kind: 'money', total: 'sum' },
    { key: 'tenders', header: sheet.tenders, kind: 'text', width: 14 },
    { key: 'cashier', header: sheet.cashier, kind: 'text', width: 12 },
    { key: 'drawer', header: sheet.drawer, kind: 'text', width: 8 },
    { key: 'note', header: sheet.note, kind: 'text', width: 24 },
  ]
}

function rowOf(line: LineRow, { namesInFull, texts }: ReceiptSheetOptions): ExportRow {
  const product = lineProduct(line.explanation_json)
  // The bill stands in the row of its principal; a late fee is no part of it.
  const isLate = line.part === 'late_fee'
  const shown = (name: string): string => (namesInFull ? name : maskName(name, 'natural'))
  return {
    receiptNo: line.receipt_no,
    at: line.at,
    state: line.voided === 1 ? texts.sheet.state_voided : texts.sheet.state_valid,
    building: line.building,
    unit: line.unit,
    room: line.room,
    owners: shown(line.owners ?? ''),
    payer: shown(line.payer_name),
    item: line.opening === 1 ? fillLabel(texts.sheet.opening_item, { item: line.item }) : line.item,
    part: isLate ? texts.sheet.part_late_fee : texts.sheet.part_principal,
    fromOn: line.from_on,
    toOn: line.to_on,
    quantity: !isLate && product !== null && product.quantity.scale === 2 ? product.quantity.value : null,
    price: isLate ? null : (product?.priceE6 ?? null),
    receivable: isLate ? null : line.receivable_fen,
    received: line.voided === 1 ? null : line.amount_fen,
    tenders: line.tenders
      .split(',')
      .map((tender) => texts.tender[tender as MoneyTender])
      .join(' + '),
    cashier: line.cashier,
    drawer: line.drawer,
    note: line.void_reason ?? line.note,
  }
}
