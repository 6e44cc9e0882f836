import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

export interface Hashed {
  readonly bytes: number
  readonly sha256: string
}

const PIECE = 1_048_576
/** The event loop turns after so many pieces, so that a cancel is heard. */
const TURN_EVERY = 16

/**
 * Reads a file whole, once: its length and hash, and with `to` a copy of it. A copy that is removed again after the check is not made
 * `durable`: the counter would wait behind the disk for nothing. Never of a database that this process has
 * open by SQLite: closing a second handle drops the locks of the first.
 */
export async function hashFile(
  path: string,
  {
    signal,
    to = null,
    durable = true,
  }: { readonly signal: AbortSignal; readonly to?: string | null; readonly durable?: boolean },
): Promise<Hashed> {
  const source = openSync(path, 'r')
  const target = to === null ? null : openSync(to, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    const piece = Buffer.allocUnsafe(PIECE)
    let bytes = 0
    for (let pieces = 1; ; pieces++) {
      const read = readSync(source, piece, 0, PIECE, null)
      if (read === 0) break
      hash.update(piece.subarray(0, read))
      if (target !== null) writeAll(target, piece.subarray(0, read))
      bytes += read
      if (pieces % TURN_EVERY === 0) await turn(signal)
    }
    if (target !== null && durable) fsyncSync(target)
    return { bytes, sha256: hash.digest('hex') }
  } finally {
    closeSync(source)
    if (target !== null) closeSync(target)
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

/** @throws the reason of the signal when the task was cancelled. */
export async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
  signal.throwIfAborted()
}
