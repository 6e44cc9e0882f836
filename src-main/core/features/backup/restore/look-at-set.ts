import { join } from 'node:path'

import type { RestoreReport } from '../../../../../src-shared/contract/desktop.ts'
import { decideLoss, findFactDifference } from '../../../../../src-shared/domain/backup/index.ts'
import type { RestoreSide } from '../../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { connect } from '../../../db/connection.ts'
import { ReadHandle } from '../../../db/read-handle.ts'
import { checkDatabase } from '../set/check-database.ts'
import { readManifest } from '../set/manifest-file.ts'
import { asPlaceError } from '../set/place-error.ts'
import { holdsLink, readFacts, sideOf } from '../set/read-facts.ts'
import { DATABASE_PART, verifyParts } from '../set/set-parts.ts'

export interface LookInput {
  readonly folder: string
  readonly setName: string
  readonly keyHex: string
  /** The present file, where its key is known; it is opened to read only. */
  readonly live: { readonly path: string; readonly keyHex: string } | null
}

/**
 * 演练恢复: reads a whole set, checks it, and says what would come back and what would be lost. Changes nothing.
 * @throws AppError `backup.*`
 */
export async function lookAtSet(
  input: LookInput,
  { signal }: { readonly signal: AbortSignal },
): Promise<RestoreReport> {
  const setFolder = join(input.folder, input.setName)
  try {
    const manifest = readManifest(setFolder)
    await verifyParts(setFolder, { parts: manifest.parts, signal })
    const path = join(setFolder, DATABASE_PART)
    const checked = checkDatabase(path, input.keyHex)
    const difference = findFactDifference(manifest.facts, checked.facts)
    if (difference !== null) throw new AppError('backup.facts_differ', { what: difference })
    const live = input.live === null ? null : lookAtLive(input.live, { path, keyHex: input.keyHex, side: checked.side })
    return {
      setName: input.setName,
      madeAt: manifest.madeAt,
      program: manifest.program,
      bytes: manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0),
      set: checked.side,
      live: live === null ? null : plainSide(live),
      loss: decideLoss(checked.side, live),
    }
  } catch (error) {
    throw asPlaceError(error, input.folder)
  }
}

type LiveSide = RestoreSide & { readonly shares: boolean }

/** `null` when the present file does not open: that is often why somebody restores. */
function lookAtLive(
  live: { readonly path: string; readonly keyHex: string },
  set: { readonly path: string; readonly keyHex: string; readonly side: RestoreSide },
): LiveSide | null {
  const other = openQuietly(live)
  if (other === null) return null
  try {
    const db = new ReadHandle(other)
    const side = sideOf(db, readFacts(db))
    const liveIsLonger = side.head.devSeq >= set.side.head.devSeq
    return { ...side, shares: liveIsLonger ? holdsLink(db, set.side.head) : setHolds(set, side.head) }
  } catch {
    return null
  } finally {
    other.close()
  }
}

function openQuietly({ path, keyHex }: { readonly path: string; readonly keyHex: string }) {
  try {
    return connect({ path, keyHex, access: 'reader' })
  } catch {
    return null
  }
}

function setHolds(set: { readonly path: string; readonly keyHex: string }, head: RestoreSide['head']): boolean {
  const connection = connect({ path: set.path, keyHex: set.keyHex, access: 'reader' })
  try {
    return holdsLink(new ReadHandle(connection), head)
  } finally {
    connection.close()
  }
}

function plainSide({ head, lastOpAt, rooms, receipts, receiptsFen, lastReceiptNo }: LiveSide): RestoreSide {
  return { head, lastOpAt, rooms, receipts, receiptsFen, lastReceiptNo }
}
