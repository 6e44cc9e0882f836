import { localDate } from '../../kernel/time.ts'
import type { LprVersion } from './policy.ts'

/**
 * 一年期贷款市场报价利率 as published each month by 全国银行间同业拆借中心; only the days on which it changed. An office adds what
 * came after its version of this program.
 */
export const PUBLISHED_LPR: readonly LprVersion[] = (
  [
    ['2019-08-20', 42_500],
    ['2019-09-20', 42_000],
    ['2019-11-20', 41_500],
    ['2020-02-20', 40_500],
    ['2020-04-20', 38_500],
    ['2021-12-20', 38_000],
    ['2022-01-20', 37_000],
    ['2022-08-22', 36_500],
    ['2023-06-20', 35_500],
    ['2023-08-21', 34_500],
    ['2024-07-22', 33_500],
    ['2024-10-21', 31_000],
    ['2025-05-20', 30_000],
  ] as const
).map(([fromOn, ratePpm]) => ({ fromOn: localDate(fromOn), ratePpm }))

/** The published table with what the office entered; for one day the office's own figure counts. */
export function lprTable(entered: readonly LprVersion[]): LprVersion[] {
  const own = new Set(entered.map(({ fromOn }) => fromOn))
  const table = [...PUBLISHED_LPR.filter(({ fromOn }) => !own.has(fromOn)), ...entered]
  return table.sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1))
}
