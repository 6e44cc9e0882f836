import { hot } from './read-handle.ts'
import type { ReadHandle } from './read-handle.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * A line whose derived rows are not what its receipts give: `paid` the balance, `open` the row of open lines, `overpaid`
 * both agree and the receipts hold more than was billed; `stray` is a row of open lines that no receivable stands behind.
 */
export interface BalanceDifference {
  readonly receivableId: string
  readonly problem: 'paid' | 'open' | 'overpaid' | 'stray'
  readonly paidFen: number
  readonly receiptsFen: number
  readonly openFen: number
  readonly dueFen: number
}

export type BalanceVerdict =
  | { readonly kind: 'agree' }
  | { readonly kind: 'differ'; readonly lines: number; readonly examples: readonly BalanceDifference[] }

type Row = Omit<BalanceDifference, 'problem'> & { readonly amountFen: number }

const linesUntil = hot<{ last: number | null }>('SELECT max(rowid) AS last FROM receivable')
/** One statement sees one moment: a payment that is posted meanwhile is there with its balance or not at all. */
const differing =
  hot<Row>(`WITH line AS MATERIALIZED (SELECT r.id, r.project_id, r.room_id, r.amount_fen, ifnull((SELECT sum(l.amount_fen)
    FROM receipt_line l WHERE l.receivable_id = r.id AND l.part = 'principal' AND NOT EXISTS(SELECT 1 FROM receipt_event e
      WHERE e.receipt_id = l.receipt_id AND e.kind = 'voided')), 0) AS receipts_fen,
    EXISTS(SELECT 1 FROM receivable_event e WHERE e.receivable_id = r.id AND e.kind = 'cancelled') AS cancelled
    FROM receivable r WHERE r.rowid > ?1 AND r.rowid <= ?2),
  compared AS (SELECT line.id AS receivableId, line.amount_fen AS amountFen, line.receipts_fen AS receiptsFen,
    ifnull(b.paid_fen, 0) AS paidFen, ifnull(o.open_fen, 0) AS openFen,
    CASE WHEN line.cancelled THEN 0 ELSE line.amount_fen - line.receipts_fen END AS dueFen
    FROM line LEFT JOIN receivable_balance b ON b.receivable_id = line.id
    LEFT JOIN receivable_open o ON o.project_id = line.project_id AND o.room_id = line.room_id AND o.receivable_id = line.id)
  SELECT * FROM compared WHERE paidFen <> receiptsFen OR openFen <> dueFen OR receiptsFen > max(amountFen, 0)`)
const IS_STRAY = `NOT EXISTS(SELECT 1 FROM receivable r
  WHERE r.id = o.receivable_id AND r.project_id = o.project_id AND r.room_id = o.room_id)`
const strays = hot<{
  receivableId: string
  openFen: number
}>(`SELECT o.receivable_id AS receivableId, o.open_fen AS openFen
  FROM receivable_open o WHERE ${IS_STRAY}`)

/** Small steps: a list that is asked for meanwhile waits for one of them. */
const LINES_AT_A_TIME = 1_000
const EXAMPLES = 20

/** Compares the balance that money rests on with the receipts, a thousand lines at a step. */
export function* balanceDifferences(
  db: ReadHandle,
  linesAtATime = LINES_AT_A_TIME,
): Generator<readonly BalanceDifference[]> {
  const last = db.hotFirst(linesUntil)?.last ?? 0
  for (let from = 0; from < last; from += linesAtATime) {
    yield db
      .hotAll(differing, from, from + linesAtATime)
      .map(({ amountFen: _, ...row }) => ({ ...row, problem: problemOf(row) }))
  }
  yield db.hotAll(strays).map((row) => ({ ...row, problem: 'stray', paidFen: 0, receiptsFen: 0, dueFen: 0 }))
}

function problemOf({ paidFen, receiptsFen, openFen, dueFen }: Omit<Row, 'amountFen'>): BalanceDifference['problem'] {
  if (paidFen !== receiptsFen) return 'paid'
  return openFen === dueFen ? 'overpaid' : 'open'
}

/** All lines; `pause` lets others have the thread between two steps. */
export async function verifyBalances(db: ReadHandle, pause: () => Promise<unknown>): Promise<BalanceVerdict> {
  const examples: BalanceDifference[] = []
  let lines = 0
  for (const part of balanceDifferences(db)) {
    lines += part.length
    examples.push(...part.slice(0, EXAMPLES - examples.length))
    await pause()
  }
  return lines === 0 ? { kind: 'agree' } : { kind: 'differ', lines, examples }
}

const SET_PAID = `INSERT INTO receivable_balance(receivable_id, paid_fen) VALUES(?,?)
  ON CONFLICT(receivable_id) DO UPDATE SET paid_fen = excluded.paid_fen`
const DROP_STRAY = `DELETE FROM receivable_open AS o WHERE o.receivable_id = ? AND ${IS_STRAY}`

/**
 * Makes the derived rows again from the receipts, where they differ; the row of open lines follows by its triggers. What is
 * overpaid stays so: that is in the receipts themselves. Answers how many lines it wrote.
 */
export function rebuildBalances(db: UnitOfWork): number {
  let written = 0
  for (const { receivableId, problem, receiptsFen } of [...balanceDifferences(db)].flat()) {
    if (problem === 'overpaid') continue
    if (problem === 'stray') db.technical({ table: 'receivable_open', text: DROP_STRAY }, receivableId)
    else db.technical({ table: 'receivable_balance', text: SET_PAID }, receivableId, receiptsFen)
    written += 1
  }
  return written
}
