import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadInput, readOpenKind, readOpenSaved, readPhrase, readRecovery, readSave, readWrapChoice } from './inputs.ts'

test('what a page sends in the agreed shape is taken, and nothing beside it', () => {
  expect(readWrapChoice({ mode: 'phrase', phrase: '桂花开了三次', path: '/etc' })).toEqual({
    mode: 'phrase',
    phrase: '桂花开了三次',
  })
  expect(readRecovery({ recoveryCode: 'x', mode: 'os' })).toEqual({ recoveryCode: 'x', choice: { mode: 'os' } })
  expect(readSave({ kind: 'pdf', suggestedName: '日报' })).toEqual({ kind: 'pdf', suggestedName: '日报' })
  expect(readOpenSaved({ grantId: 'g', reveal: false })).toEqual({ grantId: 'g', reveal: false })
  expect(readOpenKind('workbook')).toBe('workbook')
  expect(readPhrase({ phrase: 'p' })).toBe('p')
})

test('anything else is refused and never half understood', () => {
  const readers = [readWrapChoice, readPhrase, readRecovery, readOpenKind, readSave, readOpenSaved]
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...readers), (input, reader) => {
      expect(() => reader(input)).toThrow(BadInput)
    }),
  )
  expect(() => readPhrase({ phrase: 'x'.repeat(1_001) })).toThrow(BadInput)
  expect(() => readWrapChoice({ mode: 'root' })).toThrow(BadInput)
})
