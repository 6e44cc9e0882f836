import { fileRefused } from './limits.ts'

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const CONTROL_BYTES_LOOKED_AT = 65_536

/**
 * The text of a CSV: by its byte order mark, else strict UTF-8, else GB18030 (of which GBK and GB2312 are parts), in this order since
 * Chinese text in GBK is practically never valid UTF-8.
 * @throws AppError when it is no text at all.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncodingName } {
  const marked = encodingOfMark(bytes)
  if (marked === null && hasBinaryBytes(bytes)) throw fileRefused('import.file_type_unknown', { found: '' })
  for (const encoding of marked === null ? (['utf-8', 'gb18030'] as const) : [marked]) {
    const text = tryDecode(bytes, encoding)
    if (text !== null) return { text, encoding }
  }
  throw fileRefused('import.file_type_unknown', { found: '' })
}

function encodingOfMark(bytes: Uint8Array): TextEncodingName | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** Control bytes other than tab, line ends, form feed and end-of-file never stand in a table. */
function hasBinaryBytes(bytes: Uint8Array): boolean {
  return bytes.subarray(0, CONTROL_BYTES_LOOKED_AT).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 26))
}

function tryDecode(bytes: Uint8Array, encoding: TextEncodingName): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
