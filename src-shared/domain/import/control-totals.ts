import type { GatheredRow } from './gather-rows.ts'
import { readArea } from './read-area.ts'
import { cellText } from './grid.ts'
import { tidyCoded } from './tidy.ts'
import type { TotalKind } from './total-row.ts'

/** One total row held against what stands above it. */
export interface TotalCheck {
  readonly row: number
  readonly kind: TotalKind
  readonly statedAreaE2: number | null
  readonly computedAreaE2: number
  readonly statedCount: number | null
  readonly computedCount: number
  readonly verdict: 'match' | 'differs' | 'not_stated'
}

/** The control totals (合计对照) over all rows of data, the wrong ones included, for the sheet's own sum includes them too. */
export interface ControlTotals {
  readonly rowCount: number
  readonly builtAreaE2: number
  readonly checks: readonly TotalCheck[]
  /** Of all total rows together; `not_stated` without any. */
  readonly verdict: TotalCheck['verdict']
}

/** @param areaOf the built area of a data row in 1/100 ㎡, `null` where it cannot be read. */
export function checkTotals(rows: readonly GatheredRow[], areaOf: (row: number) => number | null): ControlTotals {
  const all = { area: 0, count: 0 }
  const part = { area: 0, count: 0 }
  const checks: TotalCheck[] = []
  for (const row of rows) {
    if (row.kind === 'data') {
      const area = areaOf(row.row) ?? 0
      all.area += area
      part.area += area
      all.count += 1
      part.count += 1
    }
    if (row.kind !== 'total') continue
    checks.push(checkOf(row, row.total === 'total' ? all : part))
    part.area = 0
    part.count = 0
  }
  return {
    rowCount: all.count,
    builtAreaE2: all.area,
    checks,
    verdict: verdictOf(checks.map((check) => check.verdict)),
  }
}

function checkOf(
  row: Extract<GatheredRow, { kind: 'total' }>,
  sum: { readonly area: number; readonly count: number },
): TotalCheck {
  const reading = readArea(tidyCoded(cellText(row.area)))
  const statedAreaE2 = reading.kind === 'value' ? reading.value : null
  const verdicts = [compare(statedAreaE2, sum.area), compare(row.statedCount, sum.count)]
  return {
    row: row.row,
    kind: row.total,
    statedAreaE2,
    computedAreaE2: sum.area,
    statedCount: row.statedCount,
    computedCount: sum.count,
    verdict: verdictOf(verdicts),
  }
}

function compare(stated: number | null, computed: number): TotalCheck['verdict'] {
  if (stated === null) return 'not_stated'
  return stated === computed ? 'match' : 'differs'
}

function verdictOf(verdicts: readonly TotalCheck['verdict'][]): TotalCheck['verdict'] {
  if (verdicts.includes('differs')) return 'differs'
  return verdicts.includes('match') ? 'match' : 'not_stated'
}
