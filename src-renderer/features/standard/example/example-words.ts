import { isWholeMonth } from '../../../../src-shared/domain/document/paper-line.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { money } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'

type Cycle = OutputFor<'standard.try'>['first']
type Line = Cycle['lines'][number]

/**
 * One cycle of the example: what it comes to and when, then how. Equal whole months stand in one row, as on a bill; a long cycle
 * shows its first rows, as nobody reads thirteen.
 */
export function cycleWords(cycle: Cycle, which: 'first' | 'next' | 'usage'): readonly string[] {
  const [line] = cycle.lines
  if (line === undefined) return [t('standard.example.nothing')]
  if (which === 'usage') return [t('standard.example.usage', { exact: line.exact, amount: money(cycle.totalFen) })]
  const params = {
    from: cycle.lines[0]?.fromOn ?? cycle.fromOn,
    to: cycle.lines.at(-1)?.toOn ?? cycle.toOn,
    amount: money(cycle.totalFen),
    issueOn: cycle.issueOn,
    dueOn: line.dueOn,
  }
  const head = which === 'first' ? t('standard.example.first', params) : t('standard.example.next', params)
  return [head, ...groups(cycle.lines).slice(0, MOST_ROWS).map(rowText)]
}

const MOST_ROWS = 4

/** Neighbouring whole months of one amount. */
function groups(lines: readonly Line[]): readonly (readonly Line[])[] {
  const found: Line[][] = []
  for (const line of lines) {
    const group = found.at(-1)
    const last = group?.at(-1)
    const joins = last !== undefined && last.amountFen === line.amountFen && isWhole(last) && isWhole(line)
    if (group !== undefined && joins) group.push(line)
    else found.push([line])
  }
  return found
}

function isWhole({ fromOn, toOn }: Line): boolean {
  return isWholeMonth({ from: fromOn, to: toOn })
}

function rowText(group: readonly Line[]): string {
  const [first] = group
  const last = group.at(-1)
  if (first === undefined || last === undefined) return ''
  const params = { from: first.fromOn, to: last.toOn, exact: first.exact, amount: money(first.amountFen) }
  return group.length === 1
    ? t('standard.example.line', params)
    : t('standard.example.lines', { ...params, count: group.length, n: group.length })
}
