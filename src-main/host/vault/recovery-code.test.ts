import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DATA_CHARACTERS, makeRecoveryCode, readRecoveryCode } from './recovery-code.ts'

const random = fc.uint8Array({ minLength: DATA_CHARACTERS, maxLength: DATA_CHARACTERS })
const bare = (code: string): string => code.replaceAll('-', '')

describe('the recovery code', () => {
  test('is six groups of five characters without I, L, O and U', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        expect(makeRecoveryCode(bytes)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/)
      }),
    )
  })

  test('is the known one for known randomness, so that printed codes stay valid', () => {
    expect(makeRecoveryCode(Uint8Array.from({ length: DATA_CHARACTERS }, (_, at) => at))).toBe(
      '01234-56789-ABCDE-FGHJK-MNPQR-STVW3',
    )
  })

  test('reads back however a person types it', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const code = makeRecoveryCode(bytes)
        const expected = { kind: 'code', characters: bare(code) }
        const wide = Array.from(bare(code), (character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0)).join(
          '',
        )
        for (const typed of [
          code,
          code.toLowerCase(),
          code.replaceAll('-', ' '),
          ` ${bare(code)}\n`,
          code.replaceAll('-', '－'),
          wide,
        ]) {
          expect(readRecoveryCode(typed)).toEqual(expected)
        }
        expect(readRecoveryCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(expected)
      }),
    )
  })

  test('every single wrong character is noticed', () => {
    const code = bare(makeRecoveryCode(Uint8Array.from({ length: DATA_CHARACTERS }, (_, at) => at * 7)))
    for (let at = 0; at < code.length; at++) {
      for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (other === code[at]) continue
        expect(readRecoveryCode(code.slice(0, at) + other + code.slice(at + 1))).toEqual({
          kind: 'mistyped',
          why: 'check',
        })
      }
    }
  })

  test('every swap of two characters is noticed', () => {
    fc.assert(
      fc.property(random, fc.nat(DATA_CHARACTERS), fc.nat(DATA_CHARACTERS), (bytes, left, right) => {
        const characters = Array.from(bare(makeRecoveryCode(bytes)))
        const [one, two] = [characters[left] ?? '', characters[right] ?? '']
        fc.pre(one !== two)
        characters[left] = two
        characters[right] = one
        expect(readRecoveryCode(characters.join(''))).toEqual({ kind: 'mistyped', why: 'check' })
      }),
    )
  })

  test('what cannot be a code says why', () => {
    expect(readRecoveryCode('')).toEqual({ kind: 'mistyped', why: 'length' })
    expect(readRecoveryCode('ABCDE')).toEqual({ kind: 'mistyped', why: 'length' })
    expect(readRecoveryCode('恢复码')).toEqual({ kind: 'mistyped', why: 'character' })
    expect(readRecoveryCode('U'.repeat(30))).toEqual({ kind: 'mistyped', why: 'character' })
  })
})
