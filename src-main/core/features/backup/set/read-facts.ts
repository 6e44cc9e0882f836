import type { LedgerFacts, RestoreSide } from '../../../../../src-shared/domain/backup/index.ts'
import { hot } from '../../../db/read-handle.ts'
import type { ReadHandle } from '../../../db/read-handle.ts'
import { LEDGER_TABLES } from '../../../db/tables.ts'

const tail = hot<{ dev_seq: number; hash: Buffer; at: number }>(
  'SELECT dev_seq, hash, at FROM op_log ORDER BY dev_seq DESC LIMIT 1',
)
// Virtual tables and what lies behind them are rebuilt from the others.
const tables = hot<{ name: string }>(
  `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
)
const money = hot<{ name: string }>(
  `SELECT name FROM pragma_table_info(?) WHERE name LIKE '%\\_fen' ESCAPE '\\' ORDER BY cid`,
)
const newestReceipt = hot<{ receipt_no: string }>('SELECT receipt_no FROM receipt ORDER BY rowid DESC LIMIT 1')
const opHash = hot<{ hash: Buffer }>('SELECT hash FROM op_log WHERE dev_seq = ?')

/** The figures of a file: head of the chain, rows of each table, sums of the money tables. */
export function readFacts(db: ReadHandle): LedgerFacts {
  const head = db.hotFirst(tail)
  const counts: Record<string, number> = {}
  const sums: Record<string, number> = {}
  for (const { name } of db.hotAll(tables)) {
    counts[name] = numberOf(db, `SELECT count(*) AS n FROM ${name}`)
    if (!(LEDGER_TABLES as ReadonlySet<string>).has(name)) continue
    for (const column of db.hotAll(money, name))
      sums[`${name}.${column.name}`] = numberOf(db, `SELECT ifnull(sum(${column.name}), 0) AS n FROM ${name}`)
  }
  return { head: readHead(db), lastOpAt: head?.at ?? 0, counts, sums }
}

export function readHead(db: ReadHandle): LedgerFacts['head'] {
  const head = db.hotFirst(tail)
  return head === null ? { devSeq: 0, hash: '0'.repeat(64) } : { devSeq: head.dev_seq, hash: head.hash.toString('hex') }
}

/** Only what belongs to money: technical rows (sessions, jobs) move without an operation. */
export function ledgerOf({ head, lastOpAt, counts, sums }: LedgerFacts): LedgerFacts {
  const ledger = Object.entries(counts).filter(([name]) => (LEDGER_TABLES as ReadonlySet<string>).has(name))
  return { head, lastOpAt, counts: Object.fromEntries(ledger), sums }
}

export function sideOf(db: ReadHandle, facts: LedgerFacts): RestoreSide {
  return {
    head: facts.head,
    lastOpAt: facts.lastOpAt,
    rooms: facts.counts['room'] ?? 0,
    receipts: facts.counts['receipt'] ?? 0,
    receiptsFen: facts.sums['receipt.amount_fen'] ?? 0,
    lastReceiptNo: db.hotFirst(newestReceipt)?.receipt_no ?? null,
  }
}

/** Whether an operation of that number with that hash stands in the file. */
export function holdsLink(db: ReadHandle, link: LedgerFacts['head']): boolean {
  if (link.devSeq === 0) return true
  return db.hotFirst(opHash, link.devSeq)?.hash.toString('hex') === link.hash
}

function numberOf(db: ReadHandle, sql: string): number {
  return db.hotFirst(hot<{ n: number }>(sql))?.n ?? 0
}
