import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { sumFen } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'

export interface ShiftTenderSum {
  readonly name: string
  /** Internal tenders (预存抵扣, 押金抵扣) are listed apart and are never takings (domain rules 3.10). */
  readonly kind: 'money' | 'internal'
  readonly count: number
  readonly amountFen: Fen
}

export interface ShiftListedDocument {
  readonly number: string
  readonly amountFen: Fen
  readonly reason: string
}

/** 点钞: a blind count. `none` = closed by force, nobody has counted yet (domain rules 3.16). */
export type ShiftCount =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'counted'
      readonly denominations: readonly { readonly valueFen: Fen; readonly pieces: number }[]
      readonly countedFen: Fen
      /** Counted − expected. */
      readonly differenceFen: Fen
      readonly reason: string | null
    }

/** 交班表: `z` closes the shift, once; `x` is read at any time. */
export interface ShiftReportDocument {
  readonly kind: 'z' | 'x'
  readonly number: string | null
  readonly payeeName: string
  readonly projectName: string
  readonly shiftName: string
  readonly drawerName: string
  readonly cashierName: string
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly printedAt: Instant
  readonly floatFen: Fen
  readonly tenders: readonly ShiftTenderSum[]
  /** 违约金 among the takings. */
  readonly lateFeeFen: Fen
  readonly receipts: { readonly first: string; readonly last: string; readonly count: number } | null
  readonly voids: readonly ShiftListedDocument[]
  readonly reversals: readonly ShiftListedDocument[]
  readonly refunds: readonly ShiftListedDocument[]
  readonly reprints: readonly { readonly number: string; readonly times: number }[]
  readonly expectedCashFen: Fen
  readonly count: ShiftCount
  readonly bankedFen: Fen
  readonly depositSlipNumber: string | null
  readonly handOverTo: string | null
  readonly note: string | null
  /** The head of the operation chain leaves the machine on every Z report (architecture §4, one chain). */
  readonly chainHead: { readonly sequence: number; readonly hash: string }
}

export function shiftTakingsFen(report: ShiftReportDocument): Fen {
  return sumFen(
    report.tenders.filter((tender) => tender.kind === 'money'),
    (tender) => tender.amountFen,
  )
}

/** @throws Error when the count and its difference contradict each other. */
export function assertShiftReportAddsUp(report: ShiftReportDocument): void {
  const { count } = report
  if (count.kind === 'none') return
  const pieces = sumFen(count.denominations, ({ valueFen, pieces: many }) => (valueFen * many) as Fen)
  invariant(pieces === count.countedFen, `shift report: pieces ${pieces}, counted ${count.countedFen}`)
  const difference = count.countedFen - report.expectedCashFen
  invariant(
    difference === count.differenceFen,
    `shift report: difference ${count.differenceFen}, should be ${difference}`,
  )
}
