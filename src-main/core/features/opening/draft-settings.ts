import type { OpeningField, OpeningMapping, StatedTotals } from '../../../../src-shared/domain/opening/index.ts'
import type { DraftOf } from '../import/index.ts'
import { DraftShelf } from '../import/index.ts'

/** What a person chose about a draft of opening positions, beside the cells of the file. */
export interface OpeningSettings {
  readonly sheetIndex: number
  readonly mapping: OpeningMapping
  readonly mappingRemembered: boolean
  /** Mended cells by `row:field`. */
  readonly mends: Readonly<Record<string, string>>
  /** Control totals as typed from the old system. */
  readonly stated: StatedTotals
  readonly importJobId: string | null
}
export type OpeningDraft = DraftOf<OpeningSettings>

export const OPENING_DRAFTS = new DraftShelf<OpeningSettings>('opening')

/** A mend or, with `text: null`, the end of one. */
export interface OpeningMend {
  readonly row: number
  readonly field: OpeningField
  readonly text: string | null
}

export type OpeningChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'sheet'; readonly sheetIndex: number }
  | {
      readonly kind: 'columns'
      readonly columns: readonly { readonly index: number; readonly field: OpeningField }[]
    }
  | { readonly kind: 'mend'; readonly cells: readonly OpeningMend[] }
  | { readonly kind: 'totals'; readonly stated: StatedTotals }

export function mappingOfColumns(
  columns: readonly { readonly index: number; readonly field: OpeningField }[],
): OpeningMapping {
  return Object.fromEntries(columns.map(({ index, field }) => [field, index]))
}

export function withMends(mends: OpeningSettings['mends'], cells: readonly OpeningMend[]): OpeningSettings['mends'] {
  const next = new Map(Object.entries(mends))
  for (const { row, field, text } of cells) {
    if (text === null) next.delete(`${row}:${field}`)
    else next.set(`${row}:${field}`, text)
  }
  return Object.fromEntries(next)
}
