import { describe, expect, it } from 'vitest'

import { killCore } from '../soak/kill-core.ts'

const SOAK = process.env['SOAK'] === '1'
const KILLS = Number(process.env['SOAK_KILLS'] ?? (SOAK ? 1_000 : 20))
const SEED = Number(process.env['KILL_SEED'] ?? (SOAK ? Date.now() % 1_000_000 : 20_261_123))

describe(`a core that is killed ${KILLS} times in the middle of taking money (seed ${SEED})`, () => {
  it(
    'has lost no payment that was acknowledged, taken none twice or by half, and left no gap',
    { timeout: 10_000 + KILLS * 10_000 },
    async () => {
      const { problems, payments, voids } = await killCore({ kills: KILLS, seed: SEED })
      expect(problems).toEqual([])
      expect(payments).toBeGreaterThan(KILLS)
      expect(voids).toBeGreaterThan(0)
    },
  )
})
