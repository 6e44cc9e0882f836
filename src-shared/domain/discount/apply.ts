import { assertNever } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { divideRounded, fen, shareByLargestRemainder, sumFen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'
import type { DiscountEffect, DiscountRule, DiscountShare, SelectedLine } from './model.ts'

/** The open principal that earlier discounts of a stack left, by line. */
export interface Rest {
  readonly lines: readonly SelectedLine[]
  readonly following: readonly SelectedLine[]
}

/** What a rule takes off, line by line; nothing when it does not fit the selection. */
export function applyRule({ effect, itemIds }: Pick<DiscountRule, 'effect' | 'itemIds'>, rest: Rest): DiscountShare[] {
  const covered = (line: SelectedLine) => line.openFen > 0 && (itemIds === null || itemIds.includes(line.itemId))
  const lines = rest.lines.filter(covered)
  const base = openOf(lines)
  if (base === 0) return []
  switch (effect.kind) {
    case 'rate':
      return spread(fen(Number(divideRounded(BigInt(base) * BigInt(effect.ratePpm), 1_000_000n))), lines)
    case 'amount':
      return spread(effect.amountFen, lines)
    case 'gift':
      return effect.place === 'inside'
        ? giftInside(effect, lines)
        : giftOutside(effect, { lines, following: rest.following.filter(covered) })
    default:
      return assertNever(effect, 'discount effect')
  }
}

/** By the lines' open amounts, largest remainder; never more than there is. */
export function spread(totalFen: Fen, lines: readonly SelectedLine[]): DiscountShare[] {
  const total = fen(Math.min(totalFen, openOf(lines)))
  const shares = shareByLargestRemainder(
    total,
    lines.map(({ openFen }) => BigInt(openFen)),
  )
  return positive(lines.map(({ lineId }, index) => ({ lineId, amountFen: shares[index] as Fen })))
}

export function monthsOf(lines: readonly SelectedLine[]): Month[] {
  return [...new Set(lines.map(({ month }) => month))].sort()
}

type Gift = Extract<DiscountEffect, { readonly kind: 'gift' }>

/** The value of the last n months, spread over all of them. Without a month that is paid nothing is a gift. */
function giftInside({ months }: Gift, lines: readonly SelectedLine[]): DiscountShare[] {
  const all = monthsOf(lines)
  if (all.length <= months) return []
  const given = new Set(all.slice(-months))
  return spread(openOf(lines.filter(({ month }) => given.has(month))), lines)
}

/** The paid sum spread equally over n + g months; each line's discount is what its month's net price leaves of it. */
function giftOutside({ months }: Gift, { lines, following }: Rest): DiscountShare[] {
  const given = monthsOf(following).slice(0, months)
  if (given.length < months) return []
  const all = [...lines, ...following.filter(({ month }) => given.includes(month))]
  const paid = openOf(lines)
  const nets = equalNets(paid, all)
  // Months that cost less than the equal net price cannot carry it: then the gift is spread like any other discount.
  if (nets === null) return spread(fen(openOf(all) - paid), all)
  return positive(all.map(({ lineId, openFen }, index) => ({ lineId, amountFen: fen(openFen - (nets[index] as Fen)) })))
}

function equalNets(paid: Fen, all: readonly SelectedLine[]): Fen[] | null {
  const months = monthsOf(all)
  const perMonth = shareByLargestRemainder(
    paid,
    months.map(() => 1n),
  )
  const nets = new Map<string, Fen>()
  for (const [index, month] of months.entries()) {
    const ofMonth = all.filter((line) => line.month === month)
    const net = perMonth[index] as Fen
    if (net > openOf(ofMonth)) return null
    const shares = shareByLargestRemainder(
      net,
      ofMonth.map(({ openFen }) => BigInt(openFen)),
    )
    for (const [at, { lineId }] of ofMonth.entries()) nets.set(lineId, shares[at] as Fen)
  }
  return all.map(({ lineId }) => nets.get(lineId) as Fen)
}

function positive(shares: readonly DiscountShare[]): DiscountShare[] {
  return shares.filter(({ amountFen }) => amountFen > 0)
}

function openOf(lines: readonly SelectedLine[]): Fen {
  return sumFen(lines, ({ openFen }) => openFen)
}
