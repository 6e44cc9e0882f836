import { GENESIS_HASH, linkHash } from './op-chain.ts'
import { sqlOf } from './read-handle.ts'
import type { ReadHandle } from './read-handle.ts'
import type { OpLogTable } from './tables.ts'
import { findStrayDocument } from './verify-documents.ts'

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly links: number; readonly head: string }
  | { readonly kind: 'broken'; readonly atDevSeq: number; readonly problem: 'gap' | 'link' | 'hash' | 'document' }

/** Looks at the newest `links` operations: at every start (architecture §4). */
export function verifyChainTail(db: ReadHandle, links: number): ChainVerdict {
  const newest = db.all(
    sqlOf
      .selectFrom('op_log')
      .selectAll()
      .orderBy('dev_seq', 'desc')
      .limit(links + 1),
  )
  return verify(newest.reverse(), newest.length <= links)
}

/**
 * The whole chain, and every money document against its operation. What is cut off at the end of the chain shows only by a
 * head that left the machine (Z report, receipt code, backup manifest): compare `head` with it.
 */
export function verifyChain(db: ReadHandle): ChainVerdict {
  const verdict = verify(db.iterate(sqlOf.selectFrom('op_log').selectAll().orderBy('dev_seq')), true)
  if (verdict.kind === 'broken') return verdict
  const stray = findStrayDocument(db)
  return stray === null ? verdict : { kind: 'broken', atDevSeq: stray, problem: 'document' }
}

function verify(rows: Iterable<OpLogTable>, fromGenesis: boolean): ChainVerdict {
  let before: { readonly seq: number; readonly hash: Uint8Array } | null = fromGenesis
    ? { seq: 0, hash: GENESIS_HASH }
    : null
  let links = 0
  for (const row of rows) {
    if (before !== null && row.dev_seq !== before.seq + 1)
      return { kind: 'broken', atDevSeq: row.dev_seq, problem: 'gap' }
    if (before !== null && !row.prev_hash.equals(before.hash))
      return { kind: 'broken', atDevSeq: row.dev_seq, problem: 'link' }
    if (!hashOf(row).equals(row.hash)) return { kind: 'broken', atDevSeq: row.dev_seq, problem: 'hash' }
    before = { seq: row.dev_seq, hash: row.hash }
    links += 1
  }
  return { kind: 'intact', links, head: Buffer.from(before?.hash ?? GENESIS_HASH).toString('hex') }
}

function hashOf(row: OpLogTable): Buffer {
  return linkHash(row.prev_hash, {
    devSeq: row.dev_seq,
    opId: row.op_id,
    projectId: row.project_id,
    stream: row.stream,
    txnId: row.txn_id,
    kind: row.kind,
    table: row.tbl,
    rowId: row.row_id,
    body: row.body,
    hlc: row.hlc,
    schemaVersion: row.schema_v,
    userId: row.user_id,
    command: row.command,
    at: row.at,
  })
}
