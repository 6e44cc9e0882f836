import { compileFormula } from '../../../../src-shared/domain/formula/index.ts'

/** 函数, as the office writes them. */
export const FORMULA_FUNCTIONS = ['最小', '最大', '四舍五入', '向上取整', '向下取整', '如果'] as const

/** Where a formula stops being one: the text before, the character that is looked at, and the rest. */
export interface FormulaFault {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  readonly before: string
  /** `␣` behind the last character: something is missing there. */
  readonly at: string
  readonly after: string
}

/** `null` when the text is a formula. Columns count characters, as a person does. */
export function faultOf(text: string): FormulaFault | null {
  const compiled = compileFormula(text)
  if (compiled.kind === 'compiled') return null
  const { code, params } = compiled
  const characters = Array.from(text)
  const column = Number(params['column'] ?? 1) - 1
  // A name is marked whole: the column points at its first character.
  const name = typeof params['name'] === 'string' ? Array.from(params['name']).length : 1
  const length = Math.max(1, characters.slice(column, column + name).join('') === params['name'] ? name : 1)
  return {
    code,
    params,
    before: characters.slice(0, column).join(''),
    at: characters.slice(column, column + length).join('') || '␣',
    after: characters.slice(column + length).join(''),
  }
}

/** A name where the caret stands; of a function the caret comes between its brackets. */
export function insertAt(
  text: string,
  piece: string,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly text: string; readonly caret: number } {
  const inside = piece.endsWith('()') ? 1 : 0
  return { text: `${text.slice(0, start)}${piece}${text.slice(end)}`, caret: start + piece.length - inside }
}
