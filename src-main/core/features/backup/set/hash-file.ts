import { createHash } from 'node:crypto'
import { closeSync, fdatasyncSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

export interface Hashed {
  readonly bytes: number
  readonly sha256: string
}

const PIECE = 1_048_576
/** After so many pieces the event loop turns, so that a cancel is heard, and a durable copy is flushed. */
const TURN_EVERY = 4
const LONGEST_REST_MS = 50

/**
 * Reads a file whole, once: its length and hash, and with `to` a copy of it. A durable copy goes to the disk four megabytes at a time
 * with a rest after each: a payment that waits for the same disk waits for one of them and not for the whole file. A copy that is removed
 * again after the check is not `durable`. Never of a database that this process has open by SQLite: closing a second handle drops the
 * locks of the first.
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
      if (pieces % TURN_EVERY !== 0) continue
      if (target !== null && durable) await flush(target, fdatasyncSync)
      await turn(signal)
    }
    if (target !== null && durable) await flush(target, fsyncSync)
    return { bytes, sha256: hash.digest('hex') }
  } finally {
    closeSync(source)
    if (target !== null) closeSync(target)
  }
}

/** Rests as long as the disk was busy. */
async function flush(file: number, sync: (file: number) => void): Promise<void> {
  const started = performance.now()
  sync(file)
  await new Promise((resolve) => setTimeout(resolve, Math.min(performance.now() - started, LONGEST_REST_MS)))
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
