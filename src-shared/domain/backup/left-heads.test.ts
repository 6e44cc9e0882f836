import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import { planHeads } from './left-heads.ts'

const set = (madeAt: number) => ({ setName: `s${madeAt}`, madeAt, devSeq: madeAt, hash: '00' })
const made = (of: ReturnType<typeof planHeads>) => of.heads.map(({ madeAt }) => madeAt)

describe('the heads that the chain must still hold', () => {
  it('are those of every set while nothing was restored', () => {
    expect(planHeads([set(1), set(2)], [])).toEqual({ heads: [set(1), set(2)], givenUp: 0 })
  })

  it('leave out what a restore gave up, and nothing of before its set or after it', () => {
    const plan = planHeads([set(10), set(20), set(30), set(40)], [{ setMadeAt: 20, restoredAt: instant(40) }])
    expect(made(plan)).toEqual([10, 20, 40])
    expect(plan.givenUp).toBe(1)
  })

  it('leave out what any of several restores gave up', () => {
    const plan = planHeads(
      [set(1), set(2), set(5), set(6)],
      [
        { setMadeAt: 1, restoredAt: instant(3) },
        { setMadeAt: 5, restoredAt: instant(7) },
      ],
    )
    expect(made(plan)).toEqual([1, 5])
  })
})
