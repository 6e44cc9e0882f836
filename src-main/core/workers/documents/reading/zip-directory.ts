import { bombRefused, fileRefused, type ReadLimits } from './limits.ts'

/** One file of a zip, as its central directory describes it (APPNOTE 4.3.12). */
export interface ZipEntry {
  readonly name: string
  readonly method: 'stored' | 'deflated'
  readonly packedBytes: number
  readonly bytes: number
  readonly crc: number
  readonly headerAt: number
}

const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const COMMENT_BYTES = 0xffff
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
const MAX_ENTRIES = 5_000
const ENCRYPTED = 1

/**
 * The entries by name, before a byte is inflated. Sizes are what the file claims: `inflate` holds it to them.
 * @throws AppError for a truncated or encrypted zip, for one that claims to inflate beyond the limit, and for a name given twice.
 */
export function readZipDirectory(bytes: Uint8Array, limits: ReadLimits): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw bombRefused(limits)
  const entries = new Map<string, ZipEntry>()
  let at = view.getUint32(end + 16, true)
  let inflated = 0
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw fileRefused('import.file_corrupt')
    const { entry, next } = readEntry(bytes, view, at)
    inflated += entry.bytes
    if (inflated > limits.maxInflatedBytes) throw bombRefused(limits)
    if (entries.has(entry.name)) throw fileRefused('import.file_corrupt')
    entries.set(entry.name, entry)
    at = next
  }
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  }
  throw fileRefused('import.file_corrupt')
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw fileRefused('import.file_encrypted')
  const method = view.getUint16(at + 10, true)
  if (method !== 0 && method !== 8) throw fileRefused('import.file_corrupt')
  const nameBytes = view.getUint16(at + 28, true)
  const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes))
  const entry: ZipEntry = {
    name: normaliseName(name),
    method: method === 0 ? 'stored' : 'deflated',
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    crc: view.getUint32(at + 16, true),
    headerAt: view.getUint32(at + 42, true),
  }
  return { entry, next }
}

/** Some writers use backslashes or a leading stroke. Nothing is ever written under such a name; `..` stays a part nobody asks for. */
function normaliseName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}
