import type { Fen } from '../../kernel/money.ts'

/** 计算依据 of an opening line: nothing is reckoned, the old system's list says it. `note` is printed on notices and receipts. */
export interface OpeningExplanation {
  readonly formula: 'opening'
  readonly amountFen: Fen
  readonly fileName: string
  readonly row: number
  readonly remark: string
  readonly note: string
}

export function recomputeOpening({ amountFen }: OpeningExplanation): Fen {
  return amountFen
}
