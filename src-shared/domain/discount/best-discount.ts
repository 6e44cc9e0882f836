import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { Rest } from './apply.ts'
import { applyRule, monthsOf } from './apply.ts'
import type { AppliedDiscount, DiscountRequest, DiscountRule, DiscountShare, SelectedLine } from './model.ts'

/**
 * The discounts of a selection (domain rules 3.7): every exclusive one is compared with the whole stack of stackable ones, the
 * largest wins, a tie goes to the smaller code. Empty when none applies.
 */
export function chooseDiscounts(request: DiscountRequest): AppliedDiscount[] {
  const eligible = request.rules.filter((rule) => isEligible(rule, request))
  const rest = { lines: request.lines, following: request.following }
  const alone = eligible.filter(({ stackable }) => !stackable).map((rule) => stack([rule], rest))
  const together = stack(eligible.filter(({ stackable }) => stackable).sort(byPriority), rest)
  const candidates = [...alone, together].filter((applied) => applied.length > 0)
  const [best = []] = candidates.sort((a, b) => totalOf(b) - totalOf(a) || compareText(firstCode(a), firstCode(b)))
  return best
}

/** Whether the rule's conditions hold; its months are those of the lines that it covers. */
export function isEligible({ conditions, itemIds }: DiscountRule, request: DiscountRequest): boolean {
  const { minMonths, maxArrearsDays, punctualMonths } = conditions
  const covered = request.lines.filter(({ itemId }) => itemIds === null || itemIds.includes(itemId))
  if (minMonths !== null && monthsOf(covered).length < minMonths) return false
  if (maxArrearsDays !== null && request.arrearsDays > maxArrearsDays) return false
  return punctualMonths === null || request.punctualMonths >= punctualMonths
}

function stack(rules: readonly DiscountRule[], selection: Rest): AppliedDiscount[] {
  const applied: AppliedDiscount[] = []
  let rest = selection
  for (const rule of rules) {
    const shares = applyRule(rule, rest)
    if (shares.length === 0) continue
    applied.push({ code: rule.code, totalFen: sumFen(shares, ({ amountFen }) => amountFen), shares })
    rest = { lines: without(rest.lines, shares), following: without(rest.following, shares) }
  }
  return applied
}

function without(lines: readonly SelectedLine[], shares: readonly DiscountShare[]): SelectedLine[] {
  const taken = new Map(shares.map(({ lineId, amountFen }) => [lineId, amountFen]))
  return lines.map((line) => ({ ...line, openFen: fen(line.openFen - (taken.get(line.lineId) ?? 0)) }))
}

function byPriority(left: DiscountRule, right: DiscountRule): number {
  return left.priority - right.priority || compareText(left.code, right.code)
}

function totalOf(applied: readonly AppliedDiscount[]): Fen {
  return sumFen(applied, ({ totalFen }) => totalFen)
}

function firstCode(applied: readonly AppliedDiscount[]): string {
  return applied.map(({ code }) => code).sort(compareText)[0] as string
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
