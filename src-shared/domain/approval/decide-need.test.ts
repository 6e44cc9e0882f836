import { describe, expect, it } from 'vitest'

import { fen } from '../../kernel/money.ts'
import { ANY, NEVER, decideNeed } from './index.ts'

const facts = { alone: NEVER, amountFen: fen(10_000), others: 1, nobodyElse: 'refuse' } as const

describe('a second person', () => {
  it('is needed above what the role may do alone, and the limit is told', () => {
    expect(decideNeed({ ...facts, alone: { kind: 'up_to', fen: fen(9_999) } })).toEqual({
      kind: 'needed',
      limitFen: 9_999,
    })
    expect(decideNeed(facts)).toEqual({ kind: 'needed', limitFen: null })
  })

  it('is not needed within it', () => {
    expect(decideNeed({ ...facts, alone: { kind: 'up_to', fen: fen(10_000) } })).toEqual({ kind: 'alone' })
    expect(decideNeed({ ...facts, alone: ANY, others: 0 })).toEqual({ kind: 'alone' })
  })

  it('who does not exist is waited for only where the act may wait', () => {
    expect(decideNeed({ ...facts, others: 0, nobodyElse: 'alone' })).toEqual({ kind: 'nobody_else' })
    expect(decideNeed({ ...facts, others: 0 })).toEqual({ kind: 'needed', limitFen: null })
    expect(decideNeed({ ...facts, others: 1, nobodyElse: 'alone' })).toEqual({ kind: 'needed', limitFen: null })
  })
})
