import { MONEY_TENDERS } from '../../../src-shared/domain/ledger/index.ts'
import type { OutputFor } from '../../platform/client.ts'
import { enumText, t } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'

export type Daily = OutputFor<'report.daily'>
export type DailyRow = Daily['rows'][number]

/** Columns of the days: a tender that nobody paid with in these days is left out. */
export function dailyColumns(daily: Daily | undefined): readonly DataColumn<DailyRow>[] {
  const used = MONEY_TENDERS.filter((tender) => (daily?.total.byTender[tender] ?? 0) !== 0)
  return [
    { key: 'businessOn', title: t('report.page.col_day'), kind: 'date', width: 100, pinned: true, sortKey: 'day' },
    { key: 'cashier', title: t('report.page.col_cashier'), width: 80, flex: 1, sortKey: 'cashier' },
    { key: 'drawer', title: t('report.page.col_drawer'), width: 64 },
    { key: 'numbers', title: t('report.page.col_numbers'), width: 150, flex: 1, value: numbersOf },
    { key: 'receipts', title: t('report.page.col_receipts'), kind: 'count', width: 64, sumKey: 'receipts' },
    { key: 'voided', title: t('report.page.col_voided'), kind: 'count', width: 56, sumKey: 'voided' },
    ...used.map((tender): DataColumn<DailyRow> => ({
      key: `tender.${tender}`,
      title: enumText('counter.tender', tender),
      kind: 'money',
      width: 104,
      value: ({ byTender }) => byTender[tender],
      sumKey: `tender.${tender}`,
    })),
    { key: 'netFen', title: t('report.page.col_net'), kind: 'money', width: 112, sumKey: 'netFen', sortKey: 'net' },
    ...(daily?.feeItems ?? []).map((item): DataColumn<DailyRow> => ({
      key: `item.${item}`,
      title: item,
      kind: 'money',
      width: 104,
      value: ({ byFeeItem }) => byFeeItem[item] ?? 0,
      sumKey: `item.${item}`,
    })),
    { key: 'lateFeeFen', title: t('report.page.col_late_fee'), kind: 'money', width: 96, sumKey: 'lateFeeFen' },
    { key: 'depositSlipNo', title: t('report.page.col_deposit'), width: 130, optional: true },
  ]
}

/** Sums by the keys of the columns, as core computed them over all documents. */
export function dailySums({ total, feeItems }: Daily): Readonly<Record<string, number>> {
  const tenders = MONEY_TENDERS.map((tender) => [`tender.${tender}`, total.byTender[tender]] as const)
  const items = feeItems.map((item) => [`item.${item}`, total.byFeeItem[item] ?? 0] as const)
  return {
    receipts: total.receipts,
    voided: total.voided,
    netFen: total.netFen,
    lateFeeFen: total.lateFeeFen,
    ...Object.fromEntries([...tenders, ...items]),
  }
}

// oxlint-disable-next-line max-params -- the shape that a list source asks for
export function compareDays(left: DailyRow, right: DailyRow, key: string): number {
  if (key === 'net') return left.netFen - right.netFen
  const [a, b] = key === 'cashier' ? [left.cashier, right.cashier] : [left.businessOn, right.businessOn]
  return a === b ? 0 : a < b ? -1 : 1
}

/** `SJ-A-2026-000834 – 000870`: the last one by its end alone, when the series is the same. */
function numbersOf({ receiptFirst, receiptLast }: DailyRow): string | null {
  if (receiptFirst === null || receiptLast === null) return null
  const series = receiptFirst.slice(0, receiptFirst.lastIndexOf('-') + 1)
  return receiptFirst === receiptLast
    ? receiptFirst
    : `${receiptFirst} – ${receiptLast.startsWith(series) ? receiptLast.slice(series.length) : receiptLast}`
}
