import type { LedgerFacts, RestoreSide } from '../../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { APPLICATION_ID, connect } from '../../../db/connection.ts'
import type { Connection } from '../../../db/connection.ts'
import { SCHEMA_VERSION } from '../../../db/migrations/index.ts'
import { ReadHandle } from '../../../db/read-handle.ts'
import { verifyChain } from '../../../db/verify-chain.ts'
import { isDamage } from './damage.ts'
import { readFacts, sideOf } from './read-facts.ts'

export interface CheckedDatabase {
  readonly facts: LedgerFacts
  readonly side: RestoreSide
  readonly schema: number
}

/**
 * Opens a copy of the database and looks at all of it: every page (and its authentication code), references, the whole chain, every
 * money document against its operation.
 * @throws AppError `backup.database_damaged` | `backup.set_newer` | `backup.chain_broken`
 */
export function checkDatabase(path: string, keyHex: string): CheckedDatabase {
  let connection: Connection | null = null
  try {
    connection = connect({ path, keyHex, access: 'reader' })
    return checkOpened(connection)
  } catch (error) {
    throw isDamage(error) ? new AppError('backup.database_damaged') : error
  } finally {
    connection?.close()
  }
}

function checkOpened(connection: Connection): CheckedDatabase {
  const schema = connection.pragma('user_version', { simple: true }) as number
  if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID || schema < 1)
    throw new AppError('backup.database_damaged')
  if (schema > SCHEMA_VERSION) throw new AppError('backup.set_newer')
  if (connection.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new AppError('backup.database_damaged')
  if ((connection.pragma('foreign_key_check') as unknown[]).length > 0) throw new AppError('backup.database_damaged')
  const db = new ReadHandle(connection)
  const verdict = verifyChain(db)
  if (verdict.kind === 'broken') throw new AppError('backup.chain_broken', { at: verdict.atDevSeq })
  const facts = readFacts(db)
  return { facts, side: sideOf(db, facts), schema }
}
