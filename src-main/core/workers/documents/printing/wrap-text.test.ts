import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrapText } from './wrap-text.ts'

/** Han characters two wide, everything else one. */
function measure(text: string): number {
  return [...text].reduce((sum, char) => sum + (/\p{Script=Han}|[，。（）]/u.test(char) ? 2 : 1), 0)
}

describe('breaking lines', () => {
  it.each([
    ['车位管理费', 10, ['车位管理费']],
    ['车位管理费 B1-086', 12, ['车位管理费', 'B1-086']],
    ['请于十日前缴费，谢谢', 14, ['请于十日前缴', '费，谢谢']],
    ['银行账号6222020200112233445', 10, ['银行账号', '6222020200', '112233445']],
    ['一\n二', 10, ['一', '二']],
    ['', 10, ['']],
  ])('%s on a width of %i gives %j', (text, width, lines) => {
    expect(wrapText(text, width, measure)).toEqual(lines)
  })

  it('loses nothing but spaces and never makes a line too wide', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('物', '业', '，', '（', 'A', '1', ' ', '-', '.', 'word'), { maxLength: 60 }),
        fc.integer({ min: 6, max: 30 }),
        (parts, width) => {
          const text = parts.join('')
          const lines = wrapText(text, width, measure)
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})
