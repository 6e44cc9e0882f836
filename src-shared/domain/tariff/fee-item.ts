import type { Fen } from '../../kernel/money.ts'
import { divideRounded, fen } from '../../kernel/money.ts'

/**
 * 费用性质: 收入 (our own income), 代收 (collected for a utility), 暂收 (held: deposits, prepayments) and 维修资金 (the owners'
 * maintenance fund). 代收 takes no surcharge, and neither 代收 nor 暂收 is in the collection rate of property fees.
 */
export const FEE_NATURES = ['revenue', 'collected_for_others', 'held', 'maintenance_fund'] as const
export type FeeNature = (typeof FEE_NATURES)[number]

/** What a fee item (费用项目) says about every line of it. */
export interface FeeItemTerms {
  readonly nature: FeeNature
  /** 税率 in ppm, a setting of the office: 6% is 60,000. Amounts include the tax. */
  readonly taxRatePpm: number
}

export interface TaxSplit {
  readonly netFen: Fen
  readonly taxFen: Fen
}

/** 价税分离: the tax inside an amount, rounded once; net is what it leaves, so the two always add up. */
export function splitTax(amountFen: Fen, taxRatePpm: number): TaxSplit {
  const taxFen = fen(Number(divideRounded(BigInt(amountFen) * BigInt(taxRatePpm), BigInt(1_000_000 + taxRatePpm))))
  return { netFen: fen(amountFen - taxFen), taxFen }
}
