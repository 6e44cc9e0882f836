import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '../../kernel/money.ts'
import { instant, localDate, localDateOf } from '../../kernel/time.ts'
import { aDocument, MORNING, on, paid } from '../fixture/index.ts'
import type { MoneyDocument } from '../ledger/index.ts'
import { MONEY_TENDERS } from '../ledger/index.ts'
import { computeShiftTotals } from '../shift/index.ts'
import { computeDailyReport, computeRates, rateE4 } from './index.ts'

const HOUR = 3_600_000

describe('the daily report', () => {
  it('splits a shift over midnight by the day of posting', () => {
    const night = instant(MORNING + 16 * HOUR)
    const documents = [
      aDocument({ id: 'b', number: 'SJ-A-2026-000002', at: night, businessOn: localDateOf(night) }),
      aDocument(),
      aDocument({ id: 'c', businessOn: localDate('2026-12-01') }),
    ]
    const { rows, total } = computeDailyReport({
      fromOn: localDate('2026-11-23'),
      toOn: localDate('2026-11-24'),
      documents,
    })
    expect(rows.map(({ businessOn, receipts }) => [businessOn, receipts.first])).toEqual([
      ['2026-11-23', 'SJ-A-2026-000001'],
      ['2026-11-24', 'SJ-A-2026-000002'],
    ])
    expect(total).toMatchObject({ receiptCount: 2, voidCount: 0, takings: { netFen: 96_584 } })
  })

  it('has no rows on a day without documents', () => {
    const day = localDate('2026-11-23')
    expect(computeDailyReport({ fromOn: day, toOn: day, documents: [] })).toMatchObject({
      rows: [],
      total: { takings: { netFen: 0 } },
    })
  })

  const drawn = fc.array(
    fc.record({
      kind: fc.constantFrom('receipt' as const, 'refund' as const, 'reversal' as const),
      state: fc.constantFrom('valid' as const, 'valid' as const, 'voided' as const),
      shift: fc.constantFrom('shift-1', 'shift-2'),
      hours: fc.nat(60),
      tender: fc.constantFrom(...MONEY_TENDERS),
      item: fc.constantFrom('service', 'parking'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
    }),
    { maxLength: 30 },
  )
  const documentsOf = (rows: typeof drawn extends fc.Arbitrary<infer T> ? T : never): MoneyDocument[] =>
    rows.map(({ kind, state, shift, hours, tender, item, amount }, index) => {
      const at = instant(MORNING + hours * HOUR)
      const signed = kind === 'receipt' ? amount : -amount
      const cashierId = `cashier of ${shift}`
      const id = `d${index}`
      const allocations = [on('line', signed, item)]
      return aDocument({
        id,
        number: id,
        kind,
        state,
        shiftId: shift,
        cashierId,
        at,
        businessOn: localDateOf(at),
        tenders: [paid(tender, signed)],
        allocations,
      })
    })

  it('rows add up to the total and to the shift totals, by tender and by item', () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const documents = documentsOf(rows)
        const report = computeDailyReport({ fromOn: localDate('2026-11-01'), toOn: localDate('2026-12-31'), documents })
        expect(sumFen(report.rows, ({ takings }) => takings.netFen)).toBe(report.total.takings.netFen)
        for (const tender of MONEY_TENDERS) {
          const sum = sumFen(report.rows, ({ takings }) => takings.byTender[tender].amountFen)
          expect(sum).toBe(report.total.takings.byTender[tender].amountFen)
        }
        for (const item of ['service', 'parking']) {
          const sum = sumFen(report.rows, ({ takings }) => takings.byItem.get(item) ?? fen(0))
          expect(sum).toBe(report.total.takings.byItem.get(item) ?? 0)
        }
        for (const id of ['shift-1', 'shift-2']) {
          const own = report.rows.filter(({ shiftId }) => shiftId === id)
          const shift = computeShiftTotals({ id, floatFen: fen(0) }, { documents, bankedFen: fen(0) })
          expect(sumFen(own, ({ takings }) => takings.netFen)).toBe(shift.takings.netFen)
          expect(own.reduce((count, { receipts }) => count + receipts.count, 0)).toBe(shift.receipts.count)
        }
      }),
    )
  })
})

describe('collection rates', () => {
  it('P9: 82,500 of 100,000 and 9,000 of 40,000 of old debt are 82.50, 22.50 and 65.36 percent', () => {
    const figures = {
      currentReceivableFen: fen(10_000_000),
      currentCollectedFen: fen(8_250_000),
      openingDebtFen: fen(4_000_000),
      debtCollectedFen: fen(900_000),
      billedRooms: 800,
      clearedRooms: 726,
    }
    expect(computeRates(figures)).toMatchObject({ currentE4: 8250, debtE4: 2250, combinedE4: 6536 })
  })

  it('P11: 726 of 800 rooms are 90.75 percent', () => {
    expect(rateE4(726, 800)).toBe(9075)
  })

  it('with nothing to collect there is no rate', () => {
    expect(rateE4(0, 0)).toBeNull()
  })
})
