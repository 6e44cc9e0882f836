import fc from 'fast-check'
import { describe, it } from 'vitest'

import { acts, anOffice, bill, compareBooks } from '../support/counter-model.ts'
import type { Books } from '../support/counter-model.ts'

/** Days in `npm test`; the soak run asks for more. */
const DAYS = Number(process.env['RANDOM_DAYS'] ?? 30)

describe('random days at the counter', () => {
  it(
    `after ${DAYS} days receipts, ledger, shifts and reports agree to the last 分`,
    { timeout: 120_000 + DAYS * 4_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(acts, { maxCommands: 25, size: 'max' }), async (commands) => {
          const office = await anOffice()
          try {
            const books: Books = { lines: [], receipts: [], shifts: [0, 1], day: 0, months: 0 }
            await bill([16_097, 16_097, 8_000, 1]).run(books, office)
            await fc.asyncModelRun(() => ({ model: books, real: office }), commands)
            await compareBooks(books, office)
          } finally {
            await office.test.stop()
          }
        }),
        { numRuns: DAYS },
      )
    },
  )
})
