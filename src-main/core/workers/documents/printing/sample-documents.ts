import type { BillDocument } from '../../../../../src-shared/domain/document/bill-document.ts'
import type { PaperLine } from '../../../../../src-shared/domain/document/paper-line.ts'
import type { ReceiptDocument } from '../../../../../src-shared/domain/document/receipt-document.ts'
import type { ShiftReportDocument } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import { fen } from '../../../../../src-shared/kernel/money.ts'
import { instant, localDate } from '../../../../../src-shared/kernel/time.ts'

/** The documents of the drawn screens, for tests and for the page that tries a printer. */
export function aLine(change: Partial<PaperLine> = {}): PaperLine {
  const amountFen = change.amountFen ?? fen(16097)
  return {
    itemName: '物业费',
    objectCode: '3-2-1501',
    nature: 'own',
    period: { from: localDate('2026-11-01'), to: localDate('2026-11-30') },
    note: null,
    quantity: { value: 8943, scale: 2 },
    priceE6: 1_800_000,
    amountFen,
    discountFen: fen(0),
    lateFeeFen: fen(0),
    netFen: amountFen,
    ...change,
  }
}

const OCTOBER = { from: localDate('2026-10-01'), to: localDate('2026-10-31') }

function drawnLines(): PaperLine[] {
  const management = [
    { from: localDate('2026-09-01'), to: localDate('2026-09-30') },
    OCTOBER,
    { from: localDate('2026-11-01'), to: localDate('2026-11-30') },
  ].map((period, index) => {
    const lateFeeFen = fen([252, 126, 0][index] ?? 0)
    return aLine({ period, lateFeeFen, netFen: fen(16097 + lateFeeFen) })
  })
  const usage = { nature: 'agency', period: OCTOBER, quantity: { value: 14, scale: 0 } } as const
  return [
    ...management,
    aLine({ ...usage, itemName: '自来水', note: '1,356 → 1,370', priceE6: 2_800_000, amountFen: fen(3920) }),
    aLine({ ...usage, itemName: '污水处理', priceE6: 950_000, amountFen: fen(1330) }),
    aLine({
      itemName: '车位管理费',
      objectCode: 'B1-086',
      quantity: { value: 1, scale: 0 },
      priceE6: 80_000_000,
      amountFen: fen(8000),
      discountFen: fen(-2000),
      netFen: fen(6000),
    }),
  ]
}

export function aReceipt(change: Partial<ReceiptDocument> = {}): ReceiptDocument {
  return {
    kind: 'receipt',
    state: 'valid',
    reprintNo: 0,
    number: 'SJ-A-2026-004871',
    originalNumber: null,
    paperNumber: null,
    payeeName: '锦绣物业服务有限公司',
    projectName: '锦绣花园',
    payerName: '张伟',
    roomCode: '3-2-1501',
    areaE2: 8943,
    lines: drawnLines(),
    totalFen: fen(59919),
    tenders: [
      { name: '微信', amountFen: fen(30000), cash: null },
      { name: '现金', amountFen: fen(29919), cash: { receivedFen: fen(40000), changeFen: fen(10081) } },
    ],
    paidUntil: [{ itemName: '物业费', on: localDate('2026-11-30') }],
    prepaymentBalanceFen: fen(20000),
    lateFeeOrder: 'principal_first',
    cashierName: '李敏',
    shiftName: '早班',
    at: instant(Date.UTC(2026, 10, 23, 2, 42)),
    verification: { shortCode: '7K3D-92QF', text: 'XQ1:SJ-A-2026-004871:599.19:7K3D92QF' },
    remark: null,
    ...change,
  }
}

export function aBill(change: Partial<BillDocument> = {}): BillDocument {
  return {
    number: 'JF-A-2026-000311',
    payeeName: '锦绣物业服务有限公司',
    projectName: '锦绣花园',
    roomCode: '3-2-1501',
    ownerName: '张*',
    areaE2: 8943,
    lines: drawnLines(),
    totalFen: fen(59919),
    prepaymentBalanceFen: fen(20000),
    issuedOn: localDate('2026-11-23'),
    dueOn: localDate('2026-12-10'),
    howToPay: [
      '到物业服务中心前台（3 号楼一层，8:30–17:30），微信、支付宝、刷卡、现金均可',
      '银行转账：锦绣物业服务有限公司　招商银行杭州分行 5719 0000 1234 567，请备注房号',
    ],
    qr: { text: 'XQ1:B:3-2-1501:599.19', caption: '前台扫码即查' },
    ...change,
  }
}

export function aShiftReport(change: Partial<ShiftReportDocument> = {}): ShiftReportDocument {
  return {
    kind: 'z',
    number: 'Z-A-2026-000327',
    payeeName: '锦绣物业服务有限公司',
    projectName: '锦绣花园',
    shiftName: '早班',
    drawerName: '抽屉 A',
    cashierName: '李敏',
    openedAt: instant(Date.UTC(2026, 10, 23, 0, 21)),
    closedAt: instant(Date.UTC(2026, 10, 23, 8, 34)),
    printedAt: instant(Date.UTC(2026, 10, 23, 8, 35)),
    floatFen: fen(50000),
    lateFeeFen: fen(378),
    tenders: [
      { name: '现金', kind: 'money', count: 9, amountFen: fen(399160) },
      { name: '微信', kind: 'money', count: 24, amountFen: fen(1186230) },
      { name: '支付宝', kind: 'money', count: 6, amountFen: fen(231540) },
      { name: '预存抵扣', kind: 'internal', count: 3, amountFen: fen(48291) },
    ],
    receipts: { first: 'SJ-A-2026-004834', last: 'SJ-A-2026-004870', count: 37 },
    voids: [{ number: 'SJ-A-2026-004851', amountFen: fen(16097), reason: '金额录错，纸质已收回' }],
    reversals: [],
    refunds: [{ number: 'TK-A-2026-000061', amountFen: fen(-20000), reason: '装修押金退还' }],
    reprints: [{ number: 'SJ-A-2026-004842', times: 1 }],
    expectedCashFen: fen(449260),
    count: {
      kind: 'counted',
      denominations: [
        { valueFen: fen(10000), pieces: 38 },
        { valueFen: fen(5000), pieces: 9 },
        { valueFen: fen(2000), pieces: 4 },
        { valueFen: fen(1000), pieces: 11 },
        { valueFen: fen(500), pieces: 6 },
        { valueFen: fen(100), pieces: 17 },
        { valueFen: fen(50), pieces: 8 },
        { valueFen: fen(10), pieces: 6 },
      ],
      countedFen: fen(449160),
      differenceFen: fen(-100),
      reason: '找零多付 1 元',
    },
    bankedFen: fen(390000),
    depositSlipNumber: '2026112300517',
    handOverTo: '王芳',
    note: '3-2-1501 周五来取发票',
    chainHead: { sequence: 184_203, hash: '9f2c7a51e0b84d3f8e6f1c0a2b7d94e35a6c8d1f02be47a9c3d5e7f80912ab34' },
    ...change,
  }
}
