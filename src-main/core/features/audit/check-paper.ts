import { parseVerificationCode, verificationCode } from '../../../../src-shared/domain/receipt/index.ts'
import { toHalfWidth } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

type Checked = Output<'audit.check_paper'>
interface Link {
  readonly dev_seq: number
  readonly at: number
  readonly hash: Buffer
}

const bySeq = hot<Link>('SELECT dev_seq, at, hash FROM op_log WHERE dev_seq = ?')
const byRow = hot<Link>("SELECT dev_seq, at, hash FROM op_log WHERE tbl = 'receipt' AND row_id = ? AND kind = 'I'")
interface Coded {
  readonly id: string
  readonly receipt_no: string
  readonly amount_fen: Fen
  readonly voided_at: number | null
}
const withCode = hot<Coded>(`SELECT id, receipt_no, amount_fen,
  (SELECT at FROM receipt_event e WHERE e.receipt_id = receipt.id AND e.kind = 'voided') AS voided_at
  FROM receipt WHERE project_id = ? AND verification_code = ?`)
const NO_RECEIPT = { receiptNo: null, amountFen: null, voidedAt: null } as const
const NOTHING = { seq: null, at: null, ...NO_RECEIPT } as const
/** Of a head at least this much is typed: 32 bits of its hash. */
const HEAD = /^(\d{1,15}):([0-9a-f]{8,64})$/

/**
 * Whether the chain still holds what left the machine on paper. Whoever has the key could write another chain, but not the
 * paper in the drawer of the accountant.
 */
export function checkPaper(db: ReadHandle, projectId: string, typed: string): Checked {
  const text = toHalfWidth(typed).replace(/\s/g, '').replace('：', ':')
  const head = HEAD.exec(text.toLowerCase())
  if (head !== null) return checkHead(db, Number(head[1]), head[2] ?? '')
  const code = parseVerificationCode(text)
  return code === null ? { what: 'unreadable', holds: false, ...NOTHING } : checkCode(db, projectId, code)
}

// oxlint-disable-next-line max-params -- number and hash are the head
function checkHead(db: ReadHandle, seq: number, hash: string): Checked {
  const link = db.hotFirst(bySeq, seq)
  if (link === null) return { what: 'head', holds: false, ...NOTHING, seq }
  const holds = Buffer.from(link.hash).toString('hex').startsWith(hash)
  return { what: 'head', holds, seq, at: link.at, ...NO_RECEIPT }
}

// oxlint-disable-next-line max-params -- a code and where it is looked for
function checkCode(db: ReadHandle, projectId: string, code: string): Checked {
  const receipt = db.hotFirst(withCode, projectId, code)
  if (receipt === null) return { what: 'receipt_code', holds: false, ...NOTHING }
  const link = db.hotFirst(byRow, receipt.id)
  const holds = link !== null && verificationCode(link.hash) === code
  return {
    what: 'receipt_code',
    holds,
    seq: link?.dev_seq ?? null,
    at: link?.at ?? null,
    receiptNo: receipt.receipt_no,
    amountFen: receipt.amount_fen,
    voidedAt: receipt.voided_at,
  }
}
