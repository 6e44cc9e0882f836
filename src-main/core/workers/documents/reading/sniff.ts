import { fileRefused } from './limits.ts'

/** What the first bytes say a file is, whatever its name. */
export type FileKind = 'zip' | 'ole' | 'text'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

const OTHERS: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['EXE', [0x4d, 0x5a, 0x90]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
]

/** @throws AppError for a kind of file that holds no table. */
export function sniffFile(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, ZIP)) return 'zip'
  if (startsWith(bytes, EMPTY_ZIP)) throw fileRefused('import.file_empty')
  if (startsWith(bytes, OLE)) return 'ole'
  const other = OTHERS.find(([, magic]) => startsWith(bytes, magic))
  if (other !== undefined) throw fileRefused('import.file_type_unknown', { found: other[0] })
  return 'text'
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

/** Looks for a stream's name in an OLE directory, where names are UTF-16LE. */
export function hasOleStream(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(`${name}\0`, 'utf16le'))
}
