import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { amountInCapitals } from './capitals.ts'

const DIGIT_VALUE: Readonly<Record<string, number>> = {
  零: 0,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
}
const PLACE_VALUE: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n }

/** Reads capitals the way an accountant does, with no knowledge of how they were written. */
function readBack(text: string): bigint {
  const negative = text.startsWith('负')
  let total = 0n
  let section = 0n
  let digit = 0n
  let cents = 0n
  for (const char of text.replace(/^负/, '').replace(/整$/, '')) {
    const place = PLACE_VALUE[char]
    if (DIGIT_VALUE[char] !== undefined) digit = BigInt(DIGIT_VALUE[char])
    else if (place !== undefined) section += digit * place
    else if (char === '万') total += (section + digit) * 10_000n
    else if (char === '亿') total = (total + section + digit) * 100_000_000n
    else if (char === '元') total += section + digit
    else if (char === '角') cents += digit * 10n
    else if (char === '分') cents += digit
    else throw new Error(`unknown ${char}`)
    if (place !== undefined) digit = 0n
    if (char === '万' || char === '亿' || char === '元') {
      section = 0n
      digit = 0n
    }
  }
  const value = total * 100n + cents
  return negative ? -value : value
}

describe('amounts in capitals', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角'],
    [55, '伍角伍分'],
    [100, '壹元整'],
    [1000, '壹拾元整'],
    [12345, '壹佰贰拾叁元肆角伍分'],
    [59919, '伍佰玖拾玖元壹角玖分'],
    [32504, '叁佰贰拾伍元零肆分'],
    [140950, '壹仟肆佰零玖元伍角'],
    [600714, '陆仟零柒元壹角肆分'],
    [168032, '壹仟陆佰捌拾元零叁角贰分'],
    [1640902, '壹万陆仟肆佰零玖元零贰分'],
    [10700053, '壹拾万柒仟元零伍角叁分'],
    [100_000_00, '壹拾万元整'],
    [100_010_00, '壹拾万零壹拾元整'],
    [1_0000_0001_00, '壹亿零壹元整'],
    [1_0001_0000_00, '壹亿零壹万元整'],
    [1000_0000_0000_00, '壹仟亿元整'],
    [-3920, '负叁拾玖元贰角'],
    [Number.MAX_SAFE_INTEGER, '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%i 分 is written %s', (amount, expected) => {
    expect(amountInCapitals(fen(amount))).toBe(expected)
  })

  it('reads back as the same amount, whatever the amount', () => {
    const amounts = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 14 }), fc.nat({ max: 9 }))
        .map(([head, zeros, tail]) => head * 10 ** zeros + tail),
    )
    fc.assert(
      fc.property(amounts, (amount) => readBack(amountInCapitals(fen(amount))) === BigInt(amount)),
      { numRuns: 2000 },
    )
  })

  it('never doubles a zero and never ends in one', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const text = amountInCapitals(fen(amount))
        return amount === 0 || (!/零零|零[万亿元角分整]/.test(text) && !text.endsWith('零'))
      }),
    )
  })

  it('gives every amount a text of its own', () => {
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999 }), fc.nat({ max: 99_999_999 }), (left, right) => {
        return left === right || amountInCapitals(fen(left)) !== amountInCapitals(fen(right))
      }),
    )
  })
})
