/**
 * What a column holds and in which unit its values arrive. Integers are scaled as everywhere in the system: `money` 分, `area` 1e-2 ㎡,
 * `price` 1e-6 元, `percent` ppm (1e-6); `date` is `YYYY-MM-DD`, `datetime` UTC milliseconds, shown in the business zone;
 * `long_id` is digits that must stay text.
 */
export type ColumnKind = 'text' | 'money' | 'number' | 'area' | 'price' | 'percent' | 'date' | 'datetime' | 'long_id'

export type ExportValue = string | number | null

export type ExportRow = Readonly<Record<string, ExportValue>>

export interface ExportColumn {
  readonly key: string
  readonly header: string
  readonly kind: ColumnKind
  /** In characters, as Excel counts them. */
  readonly width?: number
  /** What the total row says in this column: the sum of numbers, the count of cells that are not empty, or of different ones. */
  readonly total?: 'sum' | 'count' | 'distinct'
}

export interface PrintSetup {
  readonly orientation: 'landscape' | 'portrait'
  /** Centred on each page; `{page}` and `{pages}` are filled in by the program that prints. */
  readonly header?: string
  readonly footer?: string
}

export interface SheetSpec {
  readonly name: string
  /** Lines above the table: the name of the report, then project, period, definition of the figures. */
  readonly titleLines: readonly string[]
  readonly columns: readonly ExportColumn[]
  readonly rows: Iterable<ExportRow> | AsyncIterable<ExportRow>
  /** The word in the total row; without it there is none. */
  readonly totalLabel?: string
}

export interface WriteProgress {
  readonly signal?: AbortSignal | undefined
  /** Rows written so far, over all sheets. */
  readonly onProgress?: ((rows: number) => void) | undefined
}
