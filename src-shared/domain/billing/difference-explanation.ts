import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { LineExplanation } from './explanation.ts'
import type { DifferenceLine } from './late-events.ts'

/** 计算依据 of a difference line (补差): what stands already, what the data gives now, and the lines that say so. */
export interface CorrectionExplanation {
  readonly formula: 'difference'
  readonly correctsLineId: string
  readonly wasFen: Fen
  readonly computedFen: Fen
  readonly basis: readonly {
    readonly fromOn: LocalDate
    readonly toOn: LocalDate
    readonly amountFen: Fen
    readonly explanation: LineExplanation
  }[]
  readonly cause: string
  readonly note: string
}

export function explainDifference(
  line: DifferenceLine,
  { cause, note }: Pick<CorrectionExplanation, 'cause' | 'note'>,
): CorrectionExplanation {
  const { correctsLineId, computedFen, differenceFen, basis } = line
  return {
    formula: 'difference',
    correctsLineId,
    wasFen: fen(computedFen - differenceFen),
    computedFen,
    basis: basis.map(({ fromOn, toOn, amountFen, explanation }) => ({ fromOn, toOn, amountFen, explanation })),
    cause,
    note,
  }
}

export function recomputeCorrection({ wasFen, computedFen }: CorrectionExplanation): Fen {
  return fen(computedFen - wasFen)
}
