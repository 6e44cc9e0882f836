import { MONEY_TENDERS } from '../../../../src-shared/domain/ledger/index.ts'
import type { ExportColumn, ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import type { DailyTakings } from './daily-takings.ts'
import type { SheetTexts } from './sheet-texts.ts'

type Row = DailyTakings['rows'][number]

/** X1 收费日报表: a row per day, shift and cashier; a column per tender and fee item. */
export function dailySheet(
  takings: DailyTakings,
  of: { readonly texts: SheetTexts; readonly titleLines: readonly string[] },
): SheetSpec {
  const { texts, titleLines } = of
  return {
    name: texts.sheet.daily_name,
    titleLines,
    columns: columnsOf(texts, takings.feeItems),
    rows: takings.rows.map((row) => rowOf(row, takings.feeItems)),
    totalLabel: texts.sheet.total,
  }
}

function columnsOf({ sheet, tender }: SheetTexts, feeItems: readonly string[]): ExportColumn[] {
  return [
    { key: 'businessOn', header: sheet.business_on, kind: 'date' },
    { key: 'cashier', header: sheet.cashier, kind: 'text', width: 12 },
    { key: 'drawer', header: sheet.drawer, kind: 'text', width: 8 },
    { key: 'receiptFirst', header: sheet.receipt_first, kind: 'text', width: 20 },
    { key: 'receiptLast', header: sheet.receipt_last, kind: 'text', width: 20 },
    { key: 'receipts', header: sheet.receipts, kind: 'number', width: 8, total: 'sum' },
    { key: 'voided', header: sheet.voided, kind: 'number', width: 8, total: 'sum' },
    ...MONEY_TENDERS.map((one): ExportColumn => ({
      key: `tender.${one}`,
      header: tender[one],
      kind: 'money',
      total: 'sum',
    })),
    { key: 'net', header: sheet.net, kind: 'money', total: 'sum' },
    ...feeItems.map((item): ExportColumn => ({ key: `item.${item}`, header: item, kind: 'money', total: 'sum' })),
    { key: 'lateFee', header: sheet.late_fee, kind: 'money', total: 'sum' },
    { key: 'depositSlipNo', header: sheet.deposit_slip, kind: 'long_id' },
  ]
}

function rowOf(row: Row, feeItems: readonly string[]): ExportRow {
  const {
    businessOn,
    cashier,
    drawer,
    receiptFirst,
    receiptLast,
    receipts,
    voided,
    depositSlipNo,
    lateFeeFen,
    netFen,
  } = row
  const tenders = MONEY_TENDERS.map((one) => [`tender.${one}`, row.byTender[one] ?? 0] as const)
  const items = feeItems.map((item) => [`item.${item}`, row.byFeeItem[item] ?? 0] as const)
  const plain = {
    businessOn,
    cashier,
    drawer,
    receiptFirst,
    receiptLast,
    receipts,
    voided,
    depositSlipNo,
    lateFee: lateFeeFen,
    net: netFen,
  }
  return { ...plain, ...Object.fromEntries([...tenders, ...items]) }
}
