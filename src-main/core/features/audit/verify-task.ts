import { setImmediate } from 'node:timers/promises'

import { verificationCode } from '../../../../src-shared/domain/receipt/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { CHAIN_BEGIN, verifyChainPart } from '../../db/verify-chain.ts'
import type { ChainPosition } from '../../db/verify-chain.ts'
import { findStrayDocument } from '../../db/verify-documents.ts'
import type { Output } from '../../request/context.ts'
import { documentTask } from '../../workers/document-tasks.ts'

export type Verdict = Omit<NonNullable<Output<'audit.last_check'>['last']>, 'at'>
type Broken = Pick<Verdict, 'problem' | 'atSeq'> & Partial<Pick<Verdict, 'setName'>>

/** A head that left the machine in a backup set. */
export interface VerifyInput {
  readonly setHeads: readonly { readonly setName: string; readonly devSeq: number; readonly hash: string }[]
}
/** What the task finds; what it was given to compare with, the job adds. */
export type Found = Omit<Verdict, 'setsRead' | 'setsGivenUp'>

/** Operations verified at a time: 30 ms, and no snapshot of the file is held between two parts. */
const PART = 5_000

const tail = hot<{ n: number }>('SELECT ifnull(max(dev_seq), 0) AS n FROM op_log')
const heads = hot<{ z_head: string }>('SELECT z_head FROM shift WHERE z_head IS NOT NULL ORDER BY closed_at')
const hashAt = hot<{ hash: Buffer }>('SELECT hash FROM op_log WHERE dev_seq = ?')
interface Coded {
  readonly row: number
  readonly id: string
  readonly verification_code: string
  readonly hash: Buffer | null
  readonly seq: number | null
}
const codes = hot<Coded>(`SELECT rc.rowid AS row, rc.id, rc.verification_code, o.hash, o.dev_seq AS seq FROM receipt rc
  LEFT JOIN op_log o ON o.tbl = 'receipt' AND o.row_id = rc.id AND o.kind = 'I' WHERE rc.rowid > ? ORDER BY rc.rowid LIMIT ${PART}`)

/** The whole chain, every money document against it, and the heads that left the machine (architecture §4, one chain). */
export const verifyTask = documentTask<VerifyInput, Found>(async ({ db, signal, onProgress }, { setHeads }) => {
  let position: ChainPosition = CHAIN_BEGIN
  const total = db.hotFirst(tail)?.n ?? 0
  const counted = { links: 0, zHeads: 0, receipts: 0, sets: 0 }
  const broken = (at: Broken): Found => ({ setName: '', ...counted, ...at, head: headText(position) })
  for (;;) {
    signal.throwIfAborted()
    const part = verifyChainPart(db, position, PART)
    if (part.kind === 'broken') return broken({ problem: part.problem, atSeq: part.atDevSeq })
    position = part.position
    counted.links += part.links
    onProgress(Math.min(counted.links, total), total)
    if (part.links < PART) break
    await setImmediate()
  }
  const head = checkHeads(db, counted) ?? checkSets(db, { counted, setHeads })
  if (head !== null) return broken(head)
  const stray = findStrayDocument(db)
  if (stray !== null) return broken({ problem: 'document', atSeq: stray })
  await setImmediate()
  const code = await checkCodes(db, { counted, signal })
  return broken(code ?? { problem: 'none', atSeq: 0 })
})

/** A chain that was cut and grown anew holds together in itself; a Z report of before tells. */
function checkHeads(db: ReadHandle, counted: { zHeads: number }): Broken | null {
  for (const { z_head } of db.hotAll(heads)) {
    const [seq = '', hash = ''] = z_head.split(':')
    const link = db.hotFirst(hashAt, Number(seq))
    if (link === null) return { problem: 'shorter', atSeq: Number(seq) }
    if (Buffer.from(link.hash).toString('hex') !== hash) return { problem: 'z_head', atSeq: Number(seq) }
    counted.zHeads += 1
  }
  return null
}

/** Whoever rewrites the chain with all its hashes cannot reach the sets that lie elsewhere. */
function checkSets(
  db: ReadHandle,
  { counted, setHeads }: VerifyInput & { readonly counted: { sets: number } },
): Broken | null {
  for (const { setName, devSeq, hash } of setHeads) {
    const link = db.hotFirst(hashAt, devSeq)
    if (link === null || Buffer.from(link.hash).toString('hex') !== hash)
      return { problem: 'backup_head', atSeq: devSeq, setName }
    counted.sets += 1
  }
  return null
}

async function checkCodes(
  db: ReadHandle,
  { counted, signal }: { readonly counted: { receipts: number }; readonly signal: AbortSignal },
): Promise<Broken | null> {
  for (let after = 0; ;) {
    signal.throwIfAborted()
    const rows = db.hotAll(codes, after)
    const wrong = rows.find(
      ({ hash, verification_code }) => hash === null || verificationCode(hash) !== verification_code,
    )
    if (wrong !== undefined) return { problem: 'receipt_code', atSeq: wrong.seq ?? 0 }
    counted.receipts += rows.length
    after = rows.at(-1)?.row ?? 0
    if (rows.length < PART) return null
    await setImmediate()
  }
}

function headText({ seq, hash }: ChainPosition): string {
  return `${seq}:${Buffer.from(hash).toString('hex')}`
}
