import { isNumeric, scaleOf, unscaled } from './cell-value.ts'
import type { ExportColumn, ExportRow } from './sheet-spec.ts'

/** Sums and counts of the rows as they pass by; scaled integers are added as integers, so the total is exact. */
export class ColumnTotals {
  readonly #columns: readonly ExportColumn[]
  readonly #sums: bigint[]
  readonly #floats: number[]
  readonly #counts: number[]
  readonly #seen: ReadonlyMap<number, Set<unknown>>

  constructor(columns: readonly ExportColumn[]) {
    this.#columns = columns
    this.#sums = columns.map(() => 0n)
    this.#floats = columns.map(() => 0)
    this.#counts = columns.map(() => 0)
    const distinct = columns.flatMap(({ total }, index) => (total === 'distinct' ? [index] : []))
    this.#seen = new Map(distinct.map((index) => [index, new Set()]))
  }

  add(row: ExportRow): void {
    for (const [index, column] of this.#columns.entries()) {
      if (column.total === undefined) continue
      const value = row[column.key] ?? null
      if (value === null || value === '') continue
      this.#counts[index] = (this.#counts[index] ?? 0) + 1
      this.#seen.get(index)?.add(value)
      if (column.total !== 'sum' || typeof value !== 'number' || !isNumeric(column.kind)) continue
      if (column.kind === 'number') this.#floats[index] = (this.#floats[index] ?? 0) + value
      else this.#sums[index] = (this.#sums[index] ?? 0n) + BigInt(value)
    }
  }

  /** The scaled integer (or plain number) of a column; `null` when the column has no total. */
  rawOf(index: number): number | null {
    const column = this.#columns[index]
    if (column?.total === undefined) return null
    if (column.total === 'distinct') return this.#seen.get(index)?.size ?? 0
    if (column.total === 'count') return this.#counts[index] ?? 0
    return column.kind === 'number' ? (this.#floats[index] ?? 0) : Number(this.#sums[index] ?? 0n)
  }

  /** As it stands in the cell. */
  cellOf(index: number): number | string | null {
    const raw = this.rawOf(index)
    const column = this.#columns[index]
    if (raw === null || column === undefined) return null
    return column.total === 'sum' ? unscaled(raw, scaleOf(column.kind)) : raw
  }
}
