import type { OutputFor } from '../../platform/client.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { clockTime } from '../../platform/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { DataColumn } from '../../ui/table/column.ts'

export type ReceiptRow = OutputFor<'receipt.list'>['rows'][number]

/** Titles are read when the page is drawn, so that they follow the language. */
export function receiptColumns(): readonly DataColumn<ReceiptRow>[] {
  return [
    { key: 'receiptNo', title: t('receipt.page.col_no'), kind: 'code', width: 160, pinned: true, sortKey: 'number' },
    { key: 'businessOn', title: t('receipt.page.col_day'), kind: 'date', width: 100 },
    { key: 'at', title: t('receipt.page.col_time'), width: 64, sortKey: 'at', value: ({ at }) => clockTime(at as Instant) },
    { key: 'roomCodes', title: t('receipt.page.col_rooms'), width: 110, flex: 1 },
    { key: 'payerName', title: t('receipt.page.col_payer'), width: 90, flex: 1 },
    { key: 'amountFen', title: t('receipt.page.col_amount'), kind: 'money', width: 110, sortKey: 'amount', sumKey: 'amountFen', tone: ({ state }) => (state === 'voided' ? 'mute' : null) },
    { key: 'tenders', title: t('receipt.page.col_tenders'), width: 110, value: ({ tenders }) => tenders.map(({ tender }) => enumText('counter.tender', tender)).join('、') },
    { key: 'cashier', title: t('receipt.page.col_cashier'), width: 90 },
    {
      key: 'state',
      title: t('receipt.page.col_state'),
      width: 84,
      kind: 'tag',
      tag: ({ state }) => ({ text: enumText('receipt.state', state), tone: state === 'voided' ? 'due' : 'ok' }),
    },
    { key: 'printedCount', title: t('receipt.page.col_printed'), kind: 'count', width: 84, optional: true },
  ]
}
