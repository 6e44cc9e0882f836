import { describe, expect, it } from 'vitest'
import { AppError, orThrow, refusal } from './app-error.ts'
import { assertNever, invariant } from './assert.ts'

describe('a refusal', () => {
  it('names its field only when one caused it', () => {
    expect(refusal('counter.no_line')).toEqual({ kind: 'refused', code: 'counter.no_line', params: {} })
    expect(refusal('counter.no_line', { n: 1 }, 'lines')).toEqual({
      kind: 'refused',
      code: 'counter.no_line',
      params: { n: 1 },
      field: 'lines',
    })
  })

  it('becomes the error that rolls a command back; every other decision passes', () => {
    const decision = { kind: 'accepted', total: 5 } as const
    expect(orThrow(decision)).toBe(decision)
    expect(() => orThrow(refusal('counter.underpaid', { missingFen: 3 }, 'tenders.0.amountFen'))).toThrow(
      expect.objectContaining({
        code: 'counter.underpaid',
        params: { missingFen: 3 },
        field: 'tenders.0.amountFen',
      }) as AppError,
    )
  })

  it('an error without parameters has none', () => {
    const error = new AppError('receipt.already_void')
    expect(error).toMatchObject({ name: 'AppError', message: 'receipt.already_void', params: {}, field: undefined })
  })
})

describe('a defect', () => {
  it('says which invariant broke', () => {
    expect(() => invariant(true, 'fine')).not.toThrow()
    expect(() => invariant(0, 'sums agree')).toThrow('Invariant broken: sums agree')
  })

  it('says which variant nobody expected', () => {
    expect(() => assertNever('x' as never)).toThrow('Unexpected variant: "x"')
    expect(() => assertNever({ kind: 'y' } as never, 'tender')).toThrow('Unexpected tender: {"kind":"y"}')
  })
})
