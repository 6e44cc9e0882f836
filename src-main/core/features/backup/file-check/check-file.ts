import type { FileVerdict } from '../../../../../src-shared/domain/backup/index.ts'
import { connect } from '../../../db/connection.ts'
import type { Connection } from '../../../db/connection.ts'
import { ReadHandle, hot } from '../../../db/read-handle.ts'
import { CHAIN_BEGIN, verifyChainPart } from '../../../db/verify-chain.ts'
import { findStrayDocument } from '../../../db/verify-documents.ts'
import { isDamage } from '../set/damage.ts'

export interface CheckFileInput {
  readonly path: string
  readonly keyHex: string
}

interface Hooks {
  readonly signal: AbortSignal
  onProgress(done: number, total: number): void
}

/** Between two of them the connection holds no snapshot, so that the log can be moved into the file. */
const LINKS_AT_A_TIME = 5_000
const LONGEST_REST_MS = 50

// Those of the search index included; virtual tables themselves have no pages.
const tables = hot<{ name: string }>(
  "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') ORDER BY name",
)
const chainEnd = hot<{ n: number }>('SELECT ifnull(max(dev_seq), 0) AS n FROM op_log')

/**
 * Reads the live file as a whole on a connection of its own: every page with its authentication code, references, the whole
 * chain of operations, every money document against its operation. In small steps that rest as long as they worked: the counter
 * goes on meanwhile.
 */
export async function checkFile({ path, keyHex }: CheckFileInput, hooks: Hooks): Promise<FileVerdict> {
  let connection: Connection | null = null
  try {
    connection = connect({ path, keyHex, access: 'reader' })
    for (const step of steps(connection, hooks)) {
      const started = performance.now()
      const problem = step()
      if (problem !== null) return problem
      await rest(performance.now() - started, hooks.signal)
    }
    return 'whole'
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  } finally {
    connection?.close()
  }
}

type Step = () => Exclude<FileVerdict, 'whole'> | null

function* steps(connection: Connection, { onProgress }: Hooks): Generator<Step> {
  const db = new ReadHandle(connection)
  const names = db.hotAll(tables).map(({ name }) => name)
  const parts = Math.ceil((db.hotFirst(chainEnd)?.n ?? 0) / LINKS_AT_A_TIME)
  const total = names.length + parts + 1
  let done = 0
  const said = (step: Step): Step => {
    onProgress(done, total)
    // What was written meanwhile makes the chain longer than it was at the beginning.
    done = Math.min(done + 1, total - 1)
    return step
  }
  for (const name of names) yield said(() => (isTableWhole(connection, name) ? null : 'damaged'))
  let at = CHAIN_BEGIN
  for (let ended = false; !ended;) {
    yield said(() => {
      const part = verifyChainPart(db, at, LINKS_AT_A_TIME)
      if (part.kind === 'broken') return 'chain_broken'
      ended = part.links < LINKS_AT_A_TIME
      at = part.position
      return null
    })
  }
  yield said(() => (findStrayDocument(db) === null ? null : 'chain_broken'))
}

function isTableWhole(connection: Connection, name: string): boolean {
  if (connection.pragma(`quick_check('${name}')`, { simple: true }) !== 'ok') return false
  return (connection.pragma(`foreign_key_check('${name}')`) as unknown[]).length === 0
}

/** @throws the reason of the signal when the check was stopped. */
async function rest(workedMs: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(workedMs, LONGEST_REST_MS)))
  signal.throwIfAborted()
}
