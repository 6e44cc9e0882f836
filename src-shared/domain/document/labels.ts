/** The words on the papers. They come in as an argument (default set: locales/<lang>/paper.ts); `{name}` marks a place to fill. */
type Labels<Key extends string> = Readonly<Record<Key, string>>

export type FeeLabels = Labels<
  | 'item'
  | 'period'
  | 'quantityPrice'
  | 'receivable'
  | 'discount'
  | 'lateFee'
  | 'agency'
  | 'to'
  | 'months'
  | 'totalCapitals'
  | 'total'
  | 'agencyShare'
  | 'currency'
  | 'carryOut'
  | 'carryIn'
  | 'page'
  | 'room'
  | 'area'
>

export type ReceiptLabels = Labels<
  | 'titleReceipt'
  | 'titleDeposit'
  | 'titleRefund'
  | 'titleReversal'
  | 'copies'
  | 'payer'
  | 'received'
  | 'cash'
  | 'paidUntil'
  | 'prepaymentBalance'
  | 'orderPrincipalFirst'
  | 'orderLateFeeFirst'
  | 'cashier'
  | 'seal'
  | 'verification'
  | 'hint'
  | 'reprint'
  | 'void'
  | 'original'
  | 'paperNumber'
  | 'remark'
  | 'number'
  | 'time'
>

export type BillLabels = Labels<
  'title' | 'owner' | 'issuedOn' | 'dueOn' | 'payable' | 'howToPay' | 'qrCaption' | 'prepaymentBalance' | 'number'
>

export type ShiftReportLabels = Labels<
  | 'titleZ'
  | 'titleX'
  | 'number'
  | 'shift'
  | 'drawer'
  | 'cashier'
  | 'openedAt'
  | 'closedAt'
  | 'printedAt'
  | 'tenders'
  | 'tender'
  | 'count'
  | 'amount'
  | 'takings'
  | 'lateFee'
  | 'internal'
  | 'receipts'
  | 'firstLast'
  | 'noReceipts'
  | 'voids'
  | 'reversals'
  | 'refunds'
  | 'reprints'
  | 'documentNumber'
  | 'reason'
  | 'times'
  | 'counted'
  | 'denomination'
  | 'pieces'
  | 'cash'
  | 'float'
  | 'expected'
  | 'countedTotal'
  | 'difference'
  | 'differenceReason'
  | 'notCounted'
  | 'banked'
  | 'depositSlip'
  | 'handOverTo'
  | 'note'
  | 'signCashier'
  | 'signReceiver'
  | 'signSupervisor'
  | 'chainHead'
  | 'yuan'
>

export type RecoveryLabels = Labels<
  | 'title'
  | 'project'
  | 'device'
  | 'issuedOn'
  | 'issuedBy'
  | 'code'
  | 'what'
  | 'keep'
  | 'never'
  | 'lost'
  | 'check'
  | 'keeper'
  | 'place'
>

export interface PaperLabels {
  readonly fee: FeeLabels
  readonly receipt: ReceiptLabels
  readonly bill: BillLabels
  readonly shiftReport: ShiftReportLabels
  readonly recovery: RecoveryLabels
}

/** `fillLabel('第 {page} 页', { page: 1 })` → `第 1 页`. A place without a value stays as it is, so that a test sees it. */
export function fillLabel(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
