import { balanceDifferences } from '../../src-main/core/db/verify-balances.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import type { ReadHandle } from '../../src-main/core/db/read-handle.ts'
import type { Entry } from './journal.ts'

/** What a clerk would call wrong after all those kills; empty when nothing is. */
export function problemsAfterKills(read: ReadHandle, entries: readonly Entry[], rooms: number): string[] {
  const all = <Row>(sql: string): Row[] => read.hotAll({ sql }) as Row[]
  const none = (what: string, sql: string): string[] => {
    const found = all<Record<string, unknown>>(sql)
    return found.length === 0 ? [] : [`${what}: ${found.length}, such as ${JSON.stringify(found[0])}`]
  }
  const receipts = new Map(
    all<{ id: string; receipt_no: string }>('SELECT id, receipt_no FROM receipt ORDER BY receipt_no').map((row) => [
      row.id,
      row.receipt_no,
    ]),
  )
  const verdict = verifyChain(read)
  return [
    ...unfinished(entries),
    ...lostOrDoubled(entries, receipts),
    ...gaps([...receipts.values()]),
    ...none(
      'half payments: lines',
      'SELECT r.receipt_no FROM receipt r WHERE r.amount_fen <> (SELECT ifnull(sum(l.amount_fen), 0) FROM receipt_line l WHERE l.receipt_id = r.id)',
    ),
    ...none(
      'half payments: tenders',
      'SELECT r.receipt_no FROM receipt r WHERE r.amount_fen <> (SELECT ifnull(sum(t.amount_fen), 0) FROM receipt_tender t WHERE t.receipt_id = r.id)',
    ),
    ...none(
      'voided twice',
      "SELECT receipt_id, count(*) AS n FROM receipt_event WHERE kind = 'voided' GROUP BY receipt_id HAVING n > 1",
    ),
    ...balances(read),
    ...none('months billed in part', `SELECT month, count(*) AS n FROM receivable GROUP BY month HAVING n <> ${rooms}`),
    ...none(
      'months billed twice',
      "SELECT month, count(*) AS n FROM bill_run WHERE state IN ('generating', 'posted') GROUP BY month HAVING n > 1",
    ),
    ...none('runs left half', "SELECT month, state FROM bill_run WHERE state = 'generating'"),
    ...none('jobs left behind', "SELECT kind, state, failure_json FROM job WHERE state NOT IN ('done', 'cancelled')"),
    ...none(
      'receipts that cannot be found',
      "SELECT receipt_no FROM receipt r WHERE NOT EXISTS (SELECT 1 FROM search_doc d WHERE d.kind = 'receipt' AND d.object_id = r.id)",
    ),
    ...none('rows that refer to nothing', 'PRAGMA foreign_key_check'),
    ...none('damage', "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    ...(verdict.kind === 'intact' ? [] : [`the chain is broken at ${verdict.atDevSeq}: ${verdict.problem}`]),
  ]
}

/** What the program itself compares after an unclean end. */
function balances(read: ReadHandle): string[] {
  const found = [...balanceDifferences(read)].flat()
  const [first] = found
  return first === undefined
    ? []
    : [`balances that no receipt explains: ${found.length}, such as ${JSON.stringify(first)}`]
}

function unfinished(entries: readonly Entry[]): string[] {
  const answered = new Set(entries.filter((entry) => entry.t !== 'try').map((entry) => entry.commandId))
  return entries
    .filter((entry) => entry.t === 'try' && !answered.has(entry.commandId))
    .map((entry) => `never answered: ${entry.commandId}`)
}

/** Each acknowledged payment is there under its number, and there is none that nobody was told of. */
function lostOrDoubled(entries: readonly Entry[], receipts: ReadonlyMap<string, string>): string[] {
  const acknowledged = new Map<string, string>()
  const problems: string[] = []
  for (const entry of entries) {
    if (entry.t !== 'ack' || entry.output['changeFen'] === undefined) continue
    const [id, no] = [String(entry.output['receiptId']), String(entry.output['receiptNo'])]
    if (receipts.get(id) !== no) problems.push(`lost: ${no}`)
    if ((acknowledged.get(id) ?? no) !== no) problems.push(`answered differently: ${no}`)
    acknowledged.set(id, no)
  }
  for (const [id, no] of receipts) if (!acknowledged.has(id)) problems.push(`doubled or unasked: ${no}`)
  const payments = new Set(
    entries
      .filter((entry) => entry.t === 'ack' && entry.output['changeFen'] !== undefined)
      .map((entry) => entry.commandId),
  )
  if (payments.size !== receipts.size)
    problems.push(`${payments.size} payments were acknowledged, ${receipts.size} receipts are there`)
  return problems
}

function gaps(numbers: readonly string[]): string[] {
  const found = numbers.map((no) => Number(no.slice(-6)))
  const wrong = found.findIndex((number, at) => number !== at + 1)
  return wrong === -1 ? [] : [`a gap in the numbers at ${wrong + 1}: ${numbers[wrong]}`]
}
