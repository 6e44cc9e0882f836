import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fraction } from '../../kernel/fraction.ts'
import { FormulaError, catchFormulaError } from './codes.ts'
import type { CompiledFormula, FormulaCode, FormulaValues } from './index.ts'
import {
  compileFormula,
  dryRunFormula,
  evaluateFormula,
  FORMULA_CODES,
  FORMULA_VARIABLES,
  MAX_FORMULA_LENGTH,
} from './index.ts'
import { foldConstants } from './evaluate.ts'
import { MAX_DEPTH } from './parser.ts'

const VALUES: FormulaValues = {
  建筑面积: { value: 8943, scale: 2 },
  套内面积: null,
  楼层: { value: 15, scale: 0 },
  系数: { value: 1_050_000, scale: 6 },
  人口: { value: 3, scale: 0 },
  单价: { value: 1_800_000, scale: 6 },
  天数: { value: 31, scale: 0 },
}

function compiled(text: string): CompiledFormula {
  const result = compileFormula(text)
  if (result.kind === 'refused') throw new Error(`${text}: ${result.code} ${JSON.stringify(result.params)}`)
  return result
}

const valueOf = (text: string, values = VALUES) => {
  const result = evaluateFormula(compiled(text), values)
  return result.kind === 'value' ? result.exact : result
}

describe('a formula', () => {
  it.each([
    ['建筑面积 × 单价', fraction(160_974, 1000)],
    ['建筑面积*单价*系数', fraction(1_690_227, 10_000)],
    ['１＋２×３', fraction(7)],
    ['（1+2）÷3', fraction(1)],
    ['10 - 4 - 3', fraction(3)],
    ['24 / 4 / 2', fraction(3)],
    ['-2 * -3', fraction(6)],
    ['6 / -4', fraction(-3, 2)],
    ['−(2 + 3)', fraction(-5)],
    ['0.05 + 0。5', fraction(55, 100)],
    ['最小(建筑面积, 50, 80)', fraction(50)],
    ['MAX(1, 3，2)', fraction(3)],
    ['max(3, 1)', fraction(3)],
    ['最小(2, 3)', fraction(2)],
    ['四舍五入(建筑面积 × 单价, 2)', fraction(16_097, 100)],
    ['四舍五入(2.5)', fraction(3)],
    ['向上取整(2.01, 1)', fraction(21, 10)],
    ['ROUNDDOWN(2.99)', fraction(2)],
    ['如果(楼层 > 7, 20, 10)', fraction(20)],
    ['如果(楼层 < 7, 20, 10)', fraction(10)],
    ['IF(楼层 >= 15, 1, 2)', fraction(1)],
    ['IF(楼层 ≤ 14, 1, 2)', fraction(2)],
    ['IF(楼层 = 15, 1, 2)', fraction(1)],
    ['IF(楼层 ≠ 15, 1, 2)', fraction(2)],
    ['IF(楼层 <> 14, 1, 2)', fraction(1)],
    ['IF(楼层 <= 15, 1, 如果(1 > 2, 3, 4))', fraction(1)],
  ])('%s', (text, exact) => {
    expect(valueOf(text)).toEqual(exact)
  })

  it('is exact where a float is not: 0.1 + 0.2 is 0.3, and a third three times is one', () => {
    expect(valueOf('0.1 + 0.2')).toEqual(fraction(3, 10))
    expect(valueOf('1 / 3 * 3')).toEqual(fraction(1))
  })

  it('knows its variables, and none that a longer name holds', () => {
    expect(compiled('单价 × 人口 + 单价').variables).toEqual(['单价', '人口'])
    expect(FORMULA_VARIABLES).toHaveLength(11)
    for (const name of FORMULA_VARIABLES) expect(compileFormula(name).kind).toBe('compiled')
    expect(compileFormula('总人口')).toMatchObject({ code: 'formula.unknown_variable', params: { name: '总人口' } })
  })

  it('follows ordinary arithmetic on whole numbers', () => {
    const number = fc.integer({ min: 0, max: 999 })
    const operator = fc.constantFrom('+', '-', '*')
    fc.assert(
      fc.property(number, operator, number, operator, number, (a, first, b, second, c) => {
        const text = `${a} ${first} ${b} ${second} ${c}`
        const [ab, bc] = [apply(first, a, b), apply(second, b, c)]
        const expected = second === '*' && first !== '*' ? apply(first, a, bc) : apply(second, ab, c)
        expect(valueOf(text)).toEqual(fraction(expected))
        expect(valueOf(`(${a} ${first} ${b}) ${second} ${c}`)).toEqual(fraction(apply(second, ab, c)))
      }),
    )
  })

  it('takes less than a millisecond a row, the longest too', () => {
    const longest = compiled(`1${' / 建筑面积 + 单价'.repeat(16)}`)
    const began = performance.now()
    for (let row = 0; row < 1000; row++) evaluateFormula(longest, VALUES)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

function apply(operator: string, left: number, right: number): number {
  if (operator === '*') return left * right
  return operator === '+' ? left + right : left - right
}

describe('B28: what cannot be computed is refused with its place, never 0.00', () => {
  it('an unknown variable and a division by a constant 0 when it is saved', () => {
    expect(compileFormula('建筑面积 × 价格')).toEqual({
      kind: 'refused',
      code: 'formula.unknown_variable',
      params: { column: 8, name: '价格' },
      field: 'formula',
    })
    expect(compileFormula('建筑面积 / (2 - 2)')).toMatchObject({
      code: 'formula.division_by_zero',
      params: { column: 11 },
    })
  })

  it('a value that the room lacks, and a division by one that is 0, in a run', () => {
    expect(valueOf('单价 × 套内面积')).toMatchObject({
      code: 'formula.value_missing',
      params: { column: 6, name: '套内面积' },
    })
    expect(valueOf('用量')).toMatchObject({ code: 'formula.value_missing', params: { name: '用量' } })
    const nobody = { ...VALUES, 人口: { value: 0, scale: 0 } }
    expect(valueOf('单价 / 人口', nobody)).toMatchObject({ code: 'formula.division_by_zero', params: { column: 6 } })
  })

  it('numbers that grow beyond every amount', () => {
    const big = { ...VALUES, 建筑面积: { value: Number.MAX_SAFE_INTEGER, scale: 0 } }
    const power = Array.from({ length: 5 }, () => '建筑面积').join('*')
    expect(valueOf(power, big)).toMatchObject({ code: 'formula.out_of_range', params: { column: 15 } })
    expect(valueOf(`-${power}`, big)).toMatchObject({ code: 'formula.out_of_range' })
    expect(valueOf(`1/(${power})`.replace('建筑面积*', '-建筑面积*'), big)).toMatchObject({
      code: 'formula.out_of_range',
    })
    const tiny = Array.from({ length: 5 }, () => '建筑面积').join('/')
    expect(valueOf(`1/${tiny}`, big)).toMatchObject({ code: 'formula.out_of_range' })
  })

  it('a defect is no refusal', () => {
    expect(() =>
      catchFormulaError(() => {
        throw new TypeError('a defect')
      }),
    ).toThrow('a defect')
    expect(new FormulaError('formula.empty', 1)).toBeInstanceOf(Error)
    const broken = (expression: object) => ({ ...compiled('1'), expression }) as unknown as CompiledFormula
    const [one, two] = [compiled('1').expression, compiled('2').expression]
    expect(() => evaluateFormula(broken({ kind: 'loop' }), VALUES)).toThrow('expression')
    expect(() => foldConstants(broken({ kind: 'loop' }).expression)).toThrow('expression')
    const power = { ...compiled('1 + 2').expression, operator: '^' }
    expect(() => evaluateFormula(broken(power), VALUES)).toThrow('operator')
    const like = { kind: 'choice', column: 1, comparison: '~', left: one, right: two, yes: one, no: two }
    expect(() => evaluateFormula(broken(like), VALUES)).toThrow('comparison')
  })
})

describe('a dry run', () => {
  it('shows the value and what went in', () => {
    expect(dryRunFormula(compiled('建筑面积 × 单价'), VALUES)).toEqual({
      kind: 'tried',
      exact: fraction(160_974, 1000),
      used: [
        { name: '建筑面积', value: 8943, scale: 2 },
        { name: '单价', value: 1_800_000, scale: 6 },
      ],
    })
  })

  it('leaves out what the untaken branch would have needed, and refuses what is missing', () => {
    const branch = compiled('如果(楼层 > 7, 单价, 套内面积 + 用量)')
    expect(dryRunFormula(branch, VALUES)).toMatchObject({ used: [{ name: '楼层' }, { name: '单价' }] })
    expect(dryRunFormula(compiled('套内面积'), VALUES)).toMatchObject({ code: 'formula.value_missing' })
  })
})

/** A malformed end of a formula: what is wrong, and the column within it (1-based). */
const MALFORMED: readonly (readonly [string, FormulaCode, number])[] = [
  ['', 'formula.value_expected', 1],
  [' ', 'formula.value_expected', 2],
  ['+', 'formula.value_expected', 1],
  ['*2', 'formula.value_expected', 1],
  ['/2', 'formula.value_expected', 1],
  [')', 'formula.value_expected', 1],
  [',', 'formula.value_expected', 1],
  ['=1', 'formula.value_expected', 1],
  ['< 1', 'formula.value_expected', 1],
  ['2 +', 'formula.value_expected', 4],
  ['2 -', 'formula.value_expected', 4],
  ['2 × × 3', 'formula.value_expected', 5],
  ['2 ÷', 'formula.value_expected', 4],
  ['-', 'formula.value_expected', 2],
  ['()', 'formula.value_expected', 2],
  ['(2 + )', 'formula.value_expected', 6],
  ['最小()', 'formula.value_expected', 4],
  ['最小(1,)', 'formula.value_expected', 6],
  ['最小(,1)', 'formula.value_expected', 4],
  ['如果(', 'formula.value_expected', 4],
  ['如果(1 >)', 'formula.value_expected', 7],
  ['如果(1 > 2,', 'formula.value_expected', 10],
  ['(2', 'formula.close_expected', 3],
  ['((2)', 'formula.close_expected', 5],
  ['(2 3)', 'formula.close_expected', 4],
  ['(2, 3)', 'formula.close_expected', 3],
  ['最大(1, 2', 'formula.close_expected', 8],
  ['最大(1, 2 3)', 'formula.close_expected', 9],
  ['四舍五入(2.5, 1, 1)', 'formula.close_expected', 12],
  ['四舍五入(2.5', 'formula.close_expected', 9],
  ['如果(1 > 2, 3, 4', 'formula.close_expected', 15],
  ['2)', 'formula.operator_expected', 2],
  ['2 3', 'formula.operator_expected', 3],
  ['2 单价', 'formula.operator_expected', 3],
  ['单价 单价', 'formula.operator_expected', 4],
  ['(2)(3)', 'formula.operator_expected', 4],
  ['2, 3', 'formula.operator_expected', 2],
  ['2 > 3', 'formula.operator_expected', 3],
  ['2 = 3', 'formula.operator_expected', 3],
  ['单价(2)', 'formula.operator_expected', 3],
  ['最小', 'formula.open_expected', 3],
  ['最小 1, 2', 'formula.open_expected', 4],
  ['IF > 1', 'formula.open_expected', 4],
  ['价格', 'formula.unknown_variable', 1],
  ['2 + 面积', 'formula.unknown_variable', 5],
  ['单价2', 'formula.unknown_variable', 1],
  ['a', 'formula.unknown_variable', 1],
  ['__proto__', 'formula.unknown_variable', 1],
  ['constructor', 'formula.unknown_variable', 1],
  ['2 + toString', 'formula.unknown_variable', 5],
  ['求和(1, 2)', 'formula.unknown_function', 1],
  ['2 * eval(1)', 'formula.unknown_function', 5],
  ['平均 (1)', 'formula.unknown_function', 1],
  ['最小(1)', 'formula.argument_count', 1],
  ['2 + MAX(1)', 'formula.argument_count', 5],
  ['如果(1 > 2, 3)', 'formula.argument_count', 1],
  ['如果(1 > 2)', 'formula.argument_count', 1],
  ['如果(1 > 2, 3, 4, 5)', 'formula.argument_count', 1],
  ['如果(1, 2, 3)', 'formula.comparison_expected', 5],
  ['如果(单价 + 1, 2, 3)', 'formula.comparison_expected', 10],
  ['如果(1)', 'formula.comparison_expected', 5],
  ['四舍五入(2.5, 人口)', 'formula.decimals_expected', 11],
  ['四舍五入(2.5, 1.5)', 'formula.decimals_expected', 11],
  ['四舍五入(2.5, -1)', 'formula.decimals_expected', 11],
  ['向上取整(2.5, 7)', 'formula.decimals_expected', 11],
  ['向下取整(2.5,)', 'formula.decimals_expected', 10],
  ['1.', 'formula.bad_number', 1],
  ['.5', 'formula.bad_number', 1],
  ['2 + 1.2.3', 'formula.bad_number', 5],
  ['1..2', 'formula.bad_number', 1],
  ['0.1234567', 'formula.bad_number', 1],
  ['1234567890123', 'formula.bad_number', 1],
  ['2 # 3', 'formula.unknown_character', 3],
  ['2 + "3"', 'formula.unknown_character', 5],
  ['2 ^ 3', 'formula.unknown_character', 3],
  ['2 % 3', 'formula.unknown_character', 3],
  ['单价;', 'formula.unknown_character', 3],
  ['[2]', 'formula.unknown_character', 1],
  ['2 ! 3', 'formula.unknown_character', 3],
  ['2 + 😀', 'formula.unknown_character', 5],
  ['单价 & 2', 'formula.unknown_character', 4],
  ['1 / 0', 'formula.division_by_zero', 5],
  ['1 / 0.00', 'formula.division_by_zero', 5],
  ['单价 / (1 - 1)', 'formula.division_by_zero', 9],
  ['最小(1, 单价 / 最大(0, 0))', 'formula.division_by_zero', 12],
]

/** Good beginnings that move the fault to the right; a character outside the basic plane counts as one. */
const BEGINNINGS = ['', '建筑面积 × ', '（单价 ＋ 2.50） × 人口 － ', '最大(1, 2) + '] as const

const MALFORMED_INPUTS = BEGINNINGS.flatMap((beginning) =>
  MALFORMED.map(([text, code, column]) => ({
    text: beginning + text,
    // A formula without any sign is empty as a whole.
    code: (beginning + text).trim() === '' ? 'formula.empty' : code,
    column: (beginning + text).trim() === '' ? 1 : Array.from(beginning).length + column,
  })),
)

describe('malformed formulas', () => {
  it('are more than 200 different ones, of every kind that a form can have', () => {
    expect(new Set(MALFORMED_INPUTS.map(({ text }) => text)).size).toBeGreaterThan(200)
    const seen = new Set([...MALFORMED_INPUTS.map(({ code }) => code)])
    const elsewhere = ['formula.too_long', 'formula.too_deep', 'formula.value_missing', 'formula.out_of_range'] as const
    expect(FORMULA_CODES.filter((code) => !seen.has(code))).toEqual(elsewhere)
  })

  it.each(MALFORMED_INPUTS)('$text', ({ text, code, column }) => {
    const result = compileFormula(text)
    expect(result.kind === 'refused' && [result.code, result.params.column]).toEqual([code, column])
  })

  it('too long and too deep have their place as well', () => {
    const long = `1${' '.repeat(MAX_FORMULA_LENGTH)}`
    expect(compileFormula(long)).toMatchObject({ code: 'formula.too_long', params: { column: MAX_FORMULA_LENGTH + 1 } })
    expect(compileFormula(long.slice(0, MAX_FORMULA_LENGTH)).kind).toBe('compiled')
    const deep = (levels: number) => `${'('.repeat(levels)}1${')'.repeat(levels)}`
    expect(compileFormula(deep(MAX_DEPTH)).kind).toBe('compiled')
    expect(compileFormula(deep(MAX_DEPTH + 1))).toMatchObject({
      code: 'formula.too_deep',
      params: { column: MAX_DEPTH + 1 },
    })
    expect(compileFormula('-'.repeat(MAX_DEPTH + 1))).toMatchObject({ code: 'formula.too_deep' })
  })

  it('whatever is typed is either a formula or refused at a place inside it', () => {
    const piece = fc.constantFrom(...FORMULA_VARIABLES, ...'+-*/(),<>=.0123456789 最小如果#', '最小(', '如果(')
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const result = compileFormula(text)
        if (result.kind === 'compiled') {
          expect(['value', 'refused']).toContain(evaluateFormula(result, VALUES).kind)
          return
        }
        expect(FORMULA_CODES).toContain(result.code)
        expect(result.params.column).toBeGreaterThanOrEqual(1)
        expect(result.params.column).toBeLessThanOrEqual(Array.from(text).length + 1)
      }),
      { numRuns: 2000 },
    )
  })
})
