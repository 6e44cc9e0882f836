/** The end of the operation chain: number and hash (64 hex digits) of the newest operation. */
export interface ChainEnd {
  readonly devSeq: number
  readonly hash: string
}

/** What a file holds, in figures: no name and no number of anybody. */
export interface LedgerFacts {
  readonly head: ChainEnd
  /** When the newest operation was written; 0 in an empty file. */
  readonly lastOpAt: number
  /** Rows of every table. */
  readonly counts: Readonly<Record<string, number>>
  /** Sum of every amount column of the money tables, `table.column` in 分. */
  readonly sums: Readonly<Record<string, number>>
}

/** The first figure in which two files differ (`count.room`, `sum.receipt.amount_fen`, `head`), or `null`. */
export function findFactDifference(left: LedgerFacts, right: LedgerFacts): string | null {
  if (left.head.devSeq !== right.head.devSeq || left.head.hash !== right.head.hash) return 'head'
  return differenceIn('count', left.counts, right.counts) ?? differenceIn('sum', left.sums, right.sums)
}

type Figures = Readonly<Record<string, number>>

function differenceIn(kind: 'count' | 'sum', left: Figures, right: Figures): string | null {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  const found = [...names].sort().find((name) => left[name] !== right[name])
  return found === undefined ? null : `${kind}.${found}`
}

/** Figures of one side of a restore, as a person compares them. */
export interface RestoreSide {
  readonly head: ChainEnd
  readonly lastOpAt: number
  readonly rooms: number
  readonly receipts: number
  readonly receiptsFen: number
  readonly lastReceiptNo: string | null
}

/** How the present file stands to the set: what a restore takes away. */
export type RestoreLoss =
  /** No present file opens, so nobody can say what it holds. */
  | { readonly kind: 'unknown' }
  /** The present file is what the set holds, to the last operation. */
  | { readonly kind: 'none' }
  /** The present file went on from the set: so many operations and receipts would be gone. */
  | { readonly kind: 'newer'; readonly operations: number; readonly receipts: number; readonly receiptsFen: number }
  /** The set went on from the present file: nothing is lost. */
  | { readonly kind: 'older'; readonly operations: number }
  /** The two share a past at most: all of the present file would be gone. */
  | { readonly kind: 'other'; readonly operations: number; readonly receipts: number; readonly receiptsFen: number }

/**
 * What would be lost (恢复会丢失什么).
 * @param live `null` when no present file opens; `shares` whether the shorter of the two chains begins the longer one.
 */
export function decideLoss(set: RestoreSide, live: (RestoreSide & { readonly shares: boolean }) | null): RestoreLoss {
  if (live === null) return { kind: 'unknown' }
  const { devSeq } = live.head
  if (!live.shares) return { kind: 'other', operations: devSeq, receipts: live.receipts, receiptsFen: live.receiptsFen }
  if (devSeq === set.head.devSeq) return { kind: 'none' }
  if (devSeq < set.head.devSeq) return { kind: 'older', operations: set.head.devSeq - devSeq }
  return {
    kind: 'newer',
    operations: devSeq - set.head.devSeq,
    receipts: live.receipts - set.receipts,
    receiptsFen: live.receiptsFen - set.receiptsFen,
  }
}
