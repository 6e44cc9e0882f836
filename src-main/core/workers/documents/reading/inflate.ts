import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { bombRefused, fileRefused, type ReadLimits } from './limits.ts'
import type { ZipEntry } from './zip-directory.ts'

const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
const CHUNK_BYTES = 256 * 1024

/** A part held whole, never larger than it claims and than `maxPartBytes`. @throws AppError */
export function inflateWhole(bytes: Uint8Array, entry: ZipEntry, limits: ReadLimits): Uint8Array {
  if (entry.bytes > limits.maxPartBytes) throw bombRefused(limits)
  const packed = packedBytes(bytes, entry)
  const plain = entry.method === 'stored' ? packed : inflateBounded(packed, entry, limits)
  if (plain.length !== entry.bytes || crc32(plain) !== entry.crc) throw fileRefused('import.file_corrupt')
  return plain
}

function inflateBounded(packed: Uint8Array, entry: ZipEntry, limits: ReadLimits): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) })
  } catch (error) {
    throw isTooLarge(error) ? bombRefused(limits) : fileRefused('import.file_corrupt')
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

/** A part in pieces, for sheets whose blank formatted rows inflate to a hundred megabytes. Leaving the loop stops the work. @throws AppError */
export async function* inflateChunks(
  bytes: Uint8Array,
  entry: ZipEntry,
  limits: ReadLimits,
): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(bytes, entry)
  let size = 0
  let crc = 0
  for await (const chunk of entry.method === 'stored' ? slices(packed) : inflating(packed)) {
    size += chunk.length
    if (size > entry.bytes) throw bombRefused(limits)
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (size !== entry.bytes || crc !== entry.crc) throw fileRefused('import.file_corrupt')
}

async function* inflating(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES })
  inflate.end(packed)
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) yield chunk
  } catch {
    throw fileRefused('import.file_corrupt')
  }
}

function* slices(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < packed.length; at += CHUNK_BYTES) yield packed.subarray(at, at + CHUNK_BYTES)
}

/** The local header repeats the name and has an extra field of its own length. */
function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = entry.headerAt
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL_SIGNATURE)
    throw fileRefused('import.file_corrupt')
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const to = from + entry.packedBytes
  if (to > bytes.length) throw fileRefused('import.file_corrupt')
  return bytes.subarray(from, to)
}
