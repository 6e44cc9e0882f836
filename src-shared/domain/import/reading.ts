import type { ErrorParams } from '../../kernel/app-error.ts'
import type { Rewrite } from './tidy.ts'

/** Why a cell cannot be taken as it is. Each has a text `error.<code>` in both languages. */
export type CellErrorCode =
  | 'import.formula_without_value'
  | 'import.excel_error'
  | 'import.text_too_long'
  | 'import.place_unreadable'
  | 'import.floor_not_number'
  | 'import.code_not_understood'
  | 'import.usage_unknown'
  | 'import.area_not_number'
  | 'import.area_not_positive'
  | 'import.area_too_large'
  | 'import.area_too_precise'
  | 'import.date_not_read'
  | 'import.date_impossible'
  | 'import.date_without_day'
  | 'import.date_year_of_two_digits'
  | 'import.date_out_of_range'
  | 'import.name_has_digits'
  | 'import.name_lost_character'
  | 'import.phone_scientific'
  | 'import.phone_has_letters'
  | 'import.mobile_length'
  | 'import.mobile_prefix'
  | 'import.phone_not_read'
  | 'import.id_no_lost_digits'
  | 'import.id_no_length'
  | 'import.id_no_not_read'

/** What is worth a look and does not hinder the import. */
export type CellWarningCode =
  | 'import.area_unlikely'
  | 'import.inner_exceeds_built'
  | 'import.id_no_checksum'
  | 'import.id_no_old'
  | 'import.name_private_character'
  | 'import.code_parts_differ'

export interface CellWarning {
  readonly code: CellWarningCode
  readonly params: ErrorParams
}

/** What became of one cell: a value, nothing, or a reason in words. */
export type Reading<T> =
  | {
      readonly kind: 'value'
      readonly value: T
      readonly rewritten: readonly Rewrite[]
      readonly warnings: readonly CellWarning[]
    }
  | { readonly kind: 'empty'; readonly rewritten: readonly Rewrite[] }
  | { readonly kind: 'wrong'; readonly code: CellErrorCode; readonly params: ErrorParams }

export type Wrong = Extract<Reading<never>, { kind: 'wrong' }>

export function value<T>(
  read: T,
  rewritten: readonly Rewrite[] = [],
  warnings: readonly CellWarning[] = [],
): Reading<T> {
  return { kind: 'value', value: read, rewritten, warnings }
}

export function empty(rewritten: readonly Rewrite[] = []): Extract<Reading<never>, { kind: 'empty' }> {
  return { kind: 'empty', rewritten }
}

export function wrong(code: CellErrorCode, params: ErrorParams = {}): Wrong {
  return { kind: 'wrong', code, params }
}
