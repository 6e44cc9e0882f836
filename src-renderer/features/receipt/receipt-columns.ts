import type { OutputFor } from '../../platform/client.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { clockTime } from '../../platform/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { DataColumn } from '../../ui/table/column.ts'

export type ReceiptRow = OutputFor<'receipt.list'>['rows'][number]

/** Titles are read when the page is drawn, so that they follow the language. */
export function receiptColumns(): readonly DataColumn<ReceiptRow>[] {
  return [
    { key: 'receiptNo', title: t('receipt.page.col_no'), kind: 'code', width: 150, pinned: true, sortKey: 'number' },
    { key: 'businessOn', title: t('receipt.page.col_day'), kind: 'date', width: 92 },
    {
      key: 'at',
      title: t('receipt.page.col_time'),
      width: 60,
      sortKey: 'at',
      value: ({ at }) => clockTime(at as Instant),
    },
    { key: 'roomCodes', title: t('receipt.page.col_rooms'), width: 96, flex: 1 },
    { key: 'payerName', title: t('receipt.page.col_payer'), width: 76, flex: 1 },
    {
      key: 'amountFen',
      title: t('receipt.page.col_amount'),
      kind: 'money',
      width: 96,
      sortKey: 'amount',
      sumKey: 'amountFen',
      tone: ({ state }) => (state === 'voided' ? 'mute' : null),
    },
    {
      key: 'tenders',
      title: t('receipt.page.col_tenders'),
      width: 88,
      value: ({ tenders }) => tenders.map(({ tender }) => enumText('counter.tender', tender)).join(' + '),
    },
    { key: 'cashier', title: t('receipt.page.col_cashier'), width: 76 },
    {
      key: 'state',
      title: t('receipt.page.col_state'),
      width: 76,
      kind: 'tag',
      tag: ({ state }) => ({ text: enumText('receipt.state', state), tone: state === 'voided' ? 'due' : 'ok' }),
    },
    { key: 'printedCount', title: t('receipt.page.col_printed'), kind: 'count', width: 84, optional: true },
  ]
}
