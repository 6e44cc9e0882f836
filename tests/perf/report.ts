import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { expect } from 'vitest'

/** One line of `out/reports/bench.json`. Milliseconds are for reading; the ratio to the baseline is what may fail. */
export interface Bench {
  readonly name: string
  readonly unit: 'ms' | 'MB'
  readonly value: number
  /** The least that this machine could need for it, measured in the same run; its name says what it is. */
  readonly baseline: { readonly name: string; readonly value: number } | null
  /** Of value to baseline, at most. */
  readonly limit: number | null
}

const PATH = resolve(import.meta.dirname, '../../out/reports/bench.json')

/** Prints the figure, keeps it in the report, and fails when it is too far above its baseline. */
export function expectBench(bench: Bench): void {
  const ratio = bench.baseline === null ? null : bench.value / bench.baseline.value
  keep({
    ...bench,
    value: rounded(bench.value),
    baseline: bench.baseline && { ...bench.baseline, value: rounded(bench.baseline.value) },
    ratio: ratio && rounded(ratio),
  })
  const against =
    bench.baseline === null || ratio === null
      ? ''
      : `, ${ratio.toFixed(2)} × ${bench.baseline.name} (${bench.baseline.value.toFixed(2)} ${bench.unit}, at most ${bench.limit ?? '∞'} ×)`
  console.log(`${bench.name}: ${bench.value.toFixed(2)} ${bench.unit}${against}`)
  if (ratio !== null && bench.limit !== null) expect(ratio, `${bench.name}${against}`).toBeLessThanOrEqual(bench.limit)
}

function keep(entry: Bench & { readonly ratio: number | null }): void {
  mkdirSync(dirname(PATH), { recursive: true })
  const known = existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as { name: string }[]) : []
  const others = known.filter(({ name }) => name !== entry.name)
  writeFileSync(
    PATH,
    `${JSON.stringify(
      [...others, entry].sort((left, right) => left.name.localeCompare(right.name)),
      null,
      2,
    )}\n`,
  )
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** `share` of the measured times are at or below the answer. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Milliseconds of processor time: for work that waits for nothing, the same on a busy machine as on an idle one. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
