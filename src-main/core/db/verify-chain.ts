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

/** How far the chain has been verified. */
export interface ChainPosition {
  readonly seq: number
  readonly hash: Uint8Array
}
export const CHAIN_BEGIN: ChainPosition = { seq: 0, hash: GENESIS_HASH }

export type ChainPart =
  | { readonly kind: 'so_far'; readonly links: number; readonly position: ChainPosition }
  | Extract<ChainVerdict, { readonly kind: 'broken' }>

/** The next `links` operations after a position: a long chain is verified in parts, none of which holds a snapshot for long. */
export function verifyChainPart(db: ReadHandle, from: ChainPosition, links: number): ChainPart {
  const rows = db.all(
    sqlOf.selectFrom('op_log').selectAll().where('dev_seq', '>', from.seq).orderBy('dev_seq').limit(links),
  )
  return verifyFrom(rows, from)
}

function verify(rows: Iterable<OpLogTable>, fromGenesis: boolean): ChainVerdict {
  const part = verifyFrom(rows, fromGenesis ? CHAIN_BEGIN : null)
  if (part.kind === 'broken') return part
  return { kind: 'intact', links: part.links, head: Buffer.from(part.position.hash).toString('hex') }
}

function verifyFrom(rows: Iterable<OpLogTable>, from: ChainPosition | null): ChainPart {
  let before = from
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
  return { kind: 'so_far', links, position: before ?? CHAIN_BEGIN }
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
