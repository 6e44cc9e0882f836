import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'
import type { Debt } from '../ledger/index.ts'
import { compareDebts } from '../ledger/index.ts'
import type { CollectCode } from './collect-codes.ts'

/** A line that the clerk ticked, with what the screen showed and what is paid of it now. */
export interface ChosenLine {
  readonly lineId: string
  readonly expectedOpenFen: Fen
  readonly payFen: Fen
}

/** The same line as it stands at the moment of posting. */
export interface AccountLine extends Debt {
  /** Shown to the clerk when the line is refused. */
  readonly feeItem: string
  readonly month: Month
}

export interface CheckedLine {
  readonly line: AccountLine
  readonly payFen: Fen
}

/**
 * The chosen lines in the order of debts, or why they cannot be collected. Only the last of them may be paid in part
 * (pay by amount, case P5): whatever else stays open was not chosen.
 */
export function checkLines(
  chosen: readonly ChosenLine[],
  account: ReadonlyMap<string, AccountLine>,
): { readonly kind: 'checked'; readonly lines: readonly CheckedLine[] } | Refusal<CollectCode> {
  if (chosen.length === 0) return refusal('counter.no_line')
  const checked: CheckedLine[] = []
  const seen = new Set<string>()
  for (const [index, wanted] of chosen.entries()) {
    const line = account.get(wanted.lineId)
    if (line === undefined) return refusal('counter.line_gone', {}, `lines.${index}`)
    const no = checkLine(wanted, { line, index })
    if (no !== null) return no
    if (seen.has(wanted.lineId)) return refusal('counter.line_twice', nameOf(line), `lines.${index}`)
    seen.add(wanted.lineId)
    checked.push({ line, payFen: wanted.payFen })
  }
  const lines = checked.sort((left, right) => compareDebts(left.line, right.line))
  const partial = lines.slice(0, -1).find(({ line, payFen }) => payFen < line.openFen)
  if (partial !== undefined) return refusal('counter.partial_not_last', nameOf(partial.line))
  return { kind: 'checked', lines }
}

function checkLine(
  { expectedOpenFen, payFen }: ChosenLine,
  { line, index }: { readonly line: AccountLine; readonly index: number },
): Refusal<CollectCode> | null {
  const name = nameOf(line)
  if (line.openFen <= 0) return refusal('counter.line_paid', name, `lines.${index}`)
  if (line.openFen !== expectedOpenFen) {
    return refusal(
      'counter.line_changed',
      { ...name, expectedFen: expectedOpenFen, openFen: line.openFen },
      `lines.${index}`,
    )
  }
  if (payFen > line.openFen)
    return refusal('counter.pays_too_much', { ...name, openFen: line.openFen }, `lines.${index}.payFen`)
  if (payFen <= 0) return refusal('counter.pays_nothing', name, `lines.${index}.payFen`)
  return null
}

function nameOf({ roomCode, feeItem, month }: AccountLine) {
  return { roomCode, feeItem, month }
}
