import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { addFractions, fraction, multiplyFractions, ZERO } from '../../kernel/fraction.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { monthOfCharge, roundAmount, sameCharge, shareOverParts } from '../tariff/index.ts'
import { dateIn, dayWithin } from './calendar.ts'
import type { VacancyPart, VacancyRelief, VacancyTerm } from './model.ts'
import type { Piece } from './piece.ts'

/** The parts of every piece of one obligation that has vacant days. Neighbours with one price, quantity and rate are rounded together. */
export function vacancyParts(pieces: readonly Piece[], terms: readonly VacancyTerm[]): Map<Piece, VacancyPart[]> {
  const parts = pieces.flatMap((piece) => cutByRate(piece, terms))
  const runs: RatedPart[][] = []
  for (const part of parts) {
    const run = runs.at(-1)
    const previous = run?.at(-1)
    if (run !== undefined && previous !== undefined && sameRate(previous, part)) run.push(part)
    else runs.push([part])
  }
  const found = new Map<Piece, VacancyPart[]>()
  for (const run of runs) {
    for (const [piece, part] of roundRun(run)) found.set(piece, [...(found.get(piece) ?? []), part])
  }
  for (const [piece, of] of found) if (of.every(({ payRatePpm }) => payRatePpm === FULL)) found.delete(piece)
  return found
}

/** What the parts leave of the line; parts that were rounded up by themselves never make a discount negative. */
export function reliefOf(amountFen: Fen, parts: readonly VacancyPart[]): VacancyRelief {
  const paid = parts.reduce((sum, part) => sum + part.amountFen, 0)
  return { discountFen: fen(Math.max(0, amountFen - paid)), parts }
}

const FULL = 1_000_000

interface RatedPart {
  readonly piece: Piece
  readonly fromDay: number
  readonly toDay: number
  readonly payRatePpm: number
}

function cutByRate(piece: Piece, terms: readonly VacancyTerm[]): RatedPart[] {
  const covering = terms.filter(({ itemIds }) => itemIds === null || itemIds.includes(piece.standard.itemId))
  const starts = new Set([piece.fromDay])
  for (const { fromOn, toOn } of covering) {
    starts.add(dayWithin(piece.month, fromOn))
    if (toOn !== null) starts.add(dayWithin(piece.month, toOn) + 1)
  }
  const days = [...starts].filter((day) => day >= piece.fromDay && day <= piece.toDay).sort((a, b) => a - b)
  return days.map((fromDay, index) => ({
    piece,
    fromDay,
    toDay: (days[index + 1] ?? piece.toDay + 1) - 1,
    payRatePpm: rateOn(covering, dateIn(piece.month, fromDay)),
  }))
}

/** Two rules on one day do not add up: the smaller rate is paid. */
function rateOn(terms: readonly VacancyTerm[], on: LocalDate): number {
  const holding = terms.filter(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on <= toOn))
  return Math.min(FULL, ...holding.map(({ payRatePpm }) => payRatePpm))
}

function sameRate(left: RatedPart, right: RatedPart): boolean {
  return (
    left.payRatePpm === right.payRatePpm &&
    left.piece.standard.id === right.piece.standard.id &&
    sameCharge(left.piece.charge, right.piece.charge)
  )
}

function roundRun(run: readonly RatedPart[]): [Piece, VacancyPart][] {
  const exact = run.map(exactOf)
  const first = run[0] as RatedPart
  const whole = roundAmount(exact.reduce(addFractions, ZERO), first.piece.standard.rounding)
  const shares = shareOverParts(whole, exact)
  return run.map(({ piece, fromDay, toDay, payRatePpm }, index) => [
    piece,
    {
      fromOn: dateIn(piece.month, fromDay),
      toOn: dateIn(piece.month, toDay),
      payRatePpm,
      amountFen: shares[index] as Fen,
    },
  ])
}

function exactOf({ piece, fromDay, toDay, payRatePpm }: RatedPart): Fraction {
  const month = multiplyFractions(monthOfCharge(piece.charge), piece.factor)
  return multiplyFractions(month, fraction((toDay - fromDay + 1) * payRatePpm, piece.ofDays * FULL))
}
