import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { KeyProof, ManifestBody } from '../../../../../src-shared/contract/backup-manifest.ts'
import { findFactDifference, setNameOf } from '../../../../../src-shared/domain/backup/index.ts'
import type { LedgerFacts } from '../../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import { connect } from '../../../db/connection.ts'
import type { Connection } from '../../../db/connection.ts'
import { vacuumInto } from '../../../db/database.ts'
import { SCHEMA_VERSION } from '../../../db/migrations/index.ts'
import { ReadHandle, hot } from '../../../db/read-handle.ts'
import { checkDatabase } from './check-database.ts'
import { isDamage, isReadDamage } from './damage.ts'
import { syncFolder } from './durable.ts'
import { hashFile, turn } from './hash-file.ts'
import { writeManifest } from './manifest-file.ts'
import { requirePlace, requireRoom } from './place.ts'
import { asPlaceError } from './place-error.ts'
import { clearPartials, partialName, pruneRing, setNamesIn } from './prune.ts'
import { holdsLink, ledgerOf, readFacts, readHead } from './read-facts.ts'
import { DATABASE_PART, DOCUMENTS, bytesBelow, copyDocuments, verifyParts } from './set-parts.ts'

export interface MakeSetInput {
  readonly dataDir: string
  readonly databasePath: string
  readonly keyHex: string
  readonly folder: string
  readonly proof: KeyProof
  readonly program: string
  readonly now: Instant
}

export interface MadeSet {
  readonly setName: string
  readonly madeAt: number
  readonly bytes: number
  readonly rows: number
  readonly operations: number
  readonly receipts: number
  readonly kept: number
  readonly dropped: number
}

interface Hooks {
  readonly signal: AbortSignal
  onProgress(done: number, total: number): void
}

/** Copying, hashing, restoring, checking, taking its place. */
const STAGES = 5
const SPARE_BYTES = 4 * 1_048_576
const device = hot<{ device_uid: string; series: string }>('SELECT device_uid, series FROM device WHERE id = 1')

/**
 * Makes a backup set: a copy of the data as of one moment, taken on a connection that only reads; then restored from the set into a
 * temporary place and checked; then given its name. A set that has its name has been restored and checked.
 * @throws AppError `backup.*`
 */
export async function makeSet(input: MakeSetInput, hooks: Hooks): Promise<MadeSet> {
  requirePlace(input.folder, input.dataDir)
  let live: Connection | null = null
  try {
    live = connect({ path: input.databasePath, keyHex: input.keyHex, access: 'reader' })
    const db = new ReadHandle(live)
    const own = db.hotFirst(device)
    if (own === null) throw new AppError('backup.database_damaged')
    clearPartials(input.folder, own.device_uid)
    const name = setNameOf(input.now, new Set(setNamesIn(input.folder)))
    const partial = join(input.folder, partialName(own.device_uid, name))
    const drill = drillFolder(input.dataDir)
    try {
      requireSpace(live, input)
      const body = await write(live, { input, hooks, partial, drill, own })
      const made = await prove(body, { input, hooks, partial, drill })
      renameSync(partial, join(input.folder, name))
      syncFolder(input.folder)
      hooks.onProgress(STAGES, STAGES)
      return { setName: name, madeAt: input.now, ...made, ...pruneRing(input.folder, own.device_uid) }
    } finally {
      removeQuietly(partial)
      removeQuietly(drill)
    }
  } catch (error) {
    throw isReadDamage(error) ? new AppError('backup.live_damaged') : asPlaceError(error, input.folder)
  } finally {
    live?.close()
  }
}

function drillFolder(dataDir: string): string {
  const drill = join(dataDir, '.backup-drill')
  rmSync(drill, { recursive: true, force: true })
  return drill
}

function requireSpace(live: Connection, { folder, dataDir }: MakeSetInput): void {
  const page = (name: string): number => live.pragma(name, { simple: true }) as number
  const file = (page('page_count') - page('freelist_count')) * page('page_size')
  const bytes = Math.ceil((file + bytesBelow(join(dataDir, DOCUMENTS))) * 1.02) + SPARE_BYTES
  requireRoom(folder, { bytes, code: 'backup.no_room' })
  requireRoom(dataDir, { bytes, code: 'backup.no_room_drill' })
}

interface Making {
  readonly input: MakeSetInput
  readonly hooks: Hooks
  /** The set while it has no name. */
  readonly partial: string
  /** On the disk of the data, for copies that are removed again. */
  readonly drill: string
}

async function write(
  live: Connection,
  { input, hooks, partial, drill, own }: Making & { readonly own: { device_uid: string; series: string } },
): Promise<ManifestBody> {
  for (const folder of [partial, drill]) mkdirSync(folder, { mode: 0o700 })
  const db = new ReadHandle(live)
  const before = ledgerOf(readFacts(db))
  const copy = join(drill, DATABASE_PART)
  hooks.onProgress(0, STAGES)
  await turn(hooks.signal)
  // Beside the data first: a stick or a share would hold the snapshot, and so the log, for as long as it takes to write there.
  live.pragma('synchronous=OFF')
  vacuumInto(live, copy)
  hooks.onProgress(1, STAGES)
  await turn(hooks.signal)
  const facts = factsOfCopy(copy, input.keyHex)
  requireOwnPast(db, { before, facts })
  const hashed = await hashFile(copy, { signal: hooks.signal, to: join(partial, DATABASE_PART) })
  rmSync(copy)
  const documents = await copyDocuments(input.dataDir, { setFolder: partial, signal: hooks.signal })
  const { device_uid: uid, series } = own
  const body: ManifestBody = {
    product: 'xiaoqu-wuye',
    format: 1,
    madeAt: input.now,
    program: input.program,
    schema: SCHEMA_VERSION,
    device: { uid, series },
    facts: { ...facts, counts: { ...facts.counts }, sums: { ...facts.sums } },
    parts: [{ path: DATABASE_PART, ...hashed }, ...documents],
    key: input.proof,
  }
  writeManifest(partial, body)
  syncFolder(partial)
  hooks.onProgress(2, STAGES)
  return body
}

function factsOfCopy(path: string, keyHex: string): LedgerFacts {
  let connection: Connection | null = null
  try {
    connection = connect({ path, keyHex, access: 'reader' })
    return readFacts(new ReadHandle(connection))
  } catch (error) {
    throw isDamage(error) ? new AppError('backup.database_damaged') : error
  } finally {
    connection?.close()
  }
}

/**
 * The copy must end in an operation that the live file holds, not before the one it ended in when the copy began; and when nothing
 * came meanwhile, money must agree to the last row.
 */
function requireOwnPast(
  live: ReadHandle,
  { before, facts }: { readonly before: LedgerFacts; readonly facts: LedgerFacts },
): void {
  const quiet = readHead(live).devSeq === before.head.devSeq
  const difference = quiet ? findFactDifference(before, ledgerOf(facts)) : null
  if (difference !== null) throw new AppError('backup.facts_differ', { what: difference })
  if (facts.head.devSeq < before.head.devSeq || !holdsLink(live, facts.head))
    throw new AppError('backup.facts_differ', { what: 'head' })
}

/** Restores the set as a person would have to, from what stands on the medium, and looks at all of it. */
async function prove(
  body: ManifestBody,
  { input, hooks, partial, drill }: Making,
): Promise<Pick<MadeSet, 'bytes' | 'rows' | 'operations' | 'receipts'>> {
  await verifyParts(partial, { parts: body.parts, signal: hooks.signal, copyTo: drill, durable: false })
  hooks.onProgress(3, STAGES)
  await turn(hooks.signal)
  const { facts } = checkDatabase(join(drill, DATABASE_PART), input.keyHex)
  const difference = findFactDifference(body.facts, facts)
  if (difference !== null) throw new AppError('backup.facts_differ', { what: difference })
  hooks.onProgress(4, STAGES)
  await turn(hooks.signal)
  return {
    bytes: body.parts.reduce((sum, { bytes }) => sum + bytes, 0) + statSync(join(partial, 'manifest.json')).size,
    rows: Object.values(facts.counts).reduce((sum, count) => sum + count, 0),
    operations: facts.head.devSeq,
    receipts: facts.counts['receipt'] ?? 0,
  }
}

/** What cannot be removed (the stick is gone) is removed before the next set is made. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // The error that led here says more.
  }
}
