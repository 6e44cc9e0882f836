import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'
import type { LateFeeOrder } from '../late-fee/index.ts'
import type { Debt } from '../ledger/index.ts'
import { compareDebts } from '../ledger/index.ts'
import type { CollectCode } from './collect-codes.ts'

/** 本金 or 违约金 of a line: each is paid, and stands on the receipt, as a line of its own. */
export type LinePart = 'principal' | 'late_fee'

/** A part of a line that the clerk ticked, with what the screen showed and what is paid of it now. */
export interface ChosenLine {
  readonly lineId: string
  readonly part: LinePart
  readonly expectedOpenFen: Fen
  readonly payFen: Fen
}

/** The same line as it stands at the moment of posting. */
export interface AccountLine extends Debt {
  /** Shown to the clerk when the line is refused. */
  readonly feeItem: string
  readonly month: Month
  /** 违约金 derived for the chosen cut-off day, less what was paid or waived of it. */
  readonly lateFeeFen: Fen
}

export interface CheckedLine {
  readonly line: AccountLine
  readonly part: LinePart
  readonly payFen: Fen
}

/**
 * The chosen lines in the order of debts, or why they cannot be collected. Only the last of them may be paid in part
 * (pay by amount, case P5): whatever else stays open was not chosen.
 */
export function checkLines(
  chosen: readonly ChosenLine[],
  { account, order }: { readonly account: ReadonlyMap<string, AccountLine>; readonly order: LateFeeOrder },
): { readonly kind: 'checked'; readonly lines: readonly CheckedLine[] } | Refusal<CollectCode> {
  if (chosen.length === 0) return refusal('counter.no_line')
  const checked: CheckedLine[] = []
  const seen = new Set<string>()
  for (const [index, wanted] of chosen.entries()) {
    const line = account.get(wanted.lineId)
    if (line === undefined) return refusal('counter.line_gone', {}, `lines.${index}`)
    const no = checkLine(wanted, { line, index })
    if (no !== null) return no
    const key = `${wanted.part} ${wanted.lineId}`
    if (seen.has(key)) return refusal('counter.line_twice', nameOf(line), `lines.${index}`)
    seen.add(key)
    checked.push({ line, part: wanted.part, payFen: wanted.payFen })
  }
  const lines = checked.sort((left, right) => compareParts(order, [left, right]))
  const partial = lines.slice(0, -1).find(({ line, part, payFen }) => payFen < openOf(line, part))
  if (partial !== undefined) return refusal('counter.partial_not_last', nameOf(partial.line))
  return { kind: 'checked', lines }
}

/** 先本后息: all principals, then all late fees; 先息后本: debt by debt, the late fee before its principal. */
function compareParts(order: LateFeeOrder, [left, right]: readonly [CheckedLine, CheckedLine]): number {
  const rank = ({ part }: Pick<CheckedLine, 'part'>) =>
    (part === 'principal') === (order === 'principal_first') ? 0 : 1
  const byDebt = compareDebts(left.line, right.line)
  const byPart = rank(left) - rank(right)
  return order === 'principal_first' ? byPart || byDebt : byDebt || byPart
}

/** What is owed of one part of a line. */
export function openOf(line: Pick<AccountLine, 'openFen' | 'lateFeeFen'>, part: LinePart): Fen {
  return part === 'principal' ? line.openFen : line.lateFeeFen
}

function checkLine(
  { expectedOpenFen, payFen, part }: ChosenLine,
  { line, index }: { readonly line: AccountLine; readonly index: number },
): Refusal<CollectCode> | null {
  const name = nameOf(line)
  const openFen = openOf(line, part)
  if (openFen <= 0) return refusal('counter.line_paid', name, `lines.${index}`)
  if (openFen !== expectedOpenFen) {
    return refusal('counter.line_changed', { ...name, expectedFen: expectedOpenFen, openFen }, `lines.${index}`)
  }
  if (payFen > openFen) return refusal('counter.pays_too_much', { ...name, openFen }, `lines.${index}.payFen`)
  if (payFen <= 0) return refusal('counter.pays_nothing', name, `lines.${index}.payFen`)
  return null
}

function nameOf({ roomCode, feeItem, month }: AccountLine) {
  return { roomCode, feeItem, month }
}
