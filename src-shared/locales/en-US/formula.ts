import type { Translated } from '../schema.ts'
import type { formula as zh } from '../zh-CN/formula.ts'

export const formula = {
  error: {
    empty: 'The formula is empty. Write one.',
    too_long: 'A formula has at most {maximum} characters.',
    too_deep: 'Brackets are nested too deep, at most {maximum}.',
    unknown_character: 'Character {column}: “{character}” means nothing here.',
    bad_number: 'Character {column}: “{number}” is no number of 12 digits and 6 decimals.',
    unknown_variable: 'Character {column}: there is no “{name}”. Choose from the names below.',
    unknown_function: 'Character {column}: there is no function “{name}”. Choose from those below.',
    value_expected: 'Character {column}: a number or a name is missing.',
    close_expected: 'Character {column}: a closing bracket is missing.',
    open_expected: 'Character {column}: {name} needs brackets.',
    operator_expected: 'Character {column}: a sign such as + − × ÷ is missing.',
    comparison_expected: 'Character {column}: 如果() begins with a comparison, such as 楼层 > 2.',
    argument_count: 'Character {column}: {name} has too few or too many parts.',
    decimals_expected: 'Character {column}: the decimals are a number from 0 to 6.',
    division_by_zero: 'Character {column}: this divides by 0.',
    value_missing: 'Character {column}: this room has no “{name}”. Enter it first.',
    out_of_range: 'Character {column}: the result is too large or too small.',
  },
} as const satisfies Translated<typeof zh>
