import { crc32 } from 'node:zlib'

const LOCAL_BYTES = 30
const ENTRY_BYTES = 46
const END_BYTES = 22

/** A zip of stored parts: how the slimmed parts of a workbook are handed to the library that reads workbooks. */
export function packParts(parts: ReadonlyMap<string, string>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of parts) {
    const nameBytes = Buffer.from(name)
    const content = Buffer.from(text)
    const meta = { crc: crc32(content), bytes: content.length, nameBytes: nameBytes.length }
    bodies.push(localHeader(meta), nameBytes, content)
    directory.push(directoryEntry({ ...meta, at }), nameBytes)
    at += LOCAL_BYTES + nameBytes.length + content.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...bodies, entries, endOfDirectory({ count: parts.size, bytes: entries.length, at })])
}

interface Meta {
  readonly crc: number
  readonly bytes: number
  readonly nameBytes: number
}

function localHeader({ crc, bytes, nameBytes }: Meta): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(bytes, 18)
  header.writeUInt32LE(bytes, 22)
  header.writeUInt16LE(nameBytes, 26)
  return header
}

function directoryEntry({ crc, bytes, nameBytes, at }: Meta & { readonly at: number }): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(bytes, 20)
  entry.writeUInt32LE(bytes, 24)
  entry.writeUInt16LE(nameBytes, 28)
  entry.writeUInt32LE(at, 42)
  return entry
}

function endOfDirectory(of: { readonly count: number; readonly bytes: number; readonly at: number }): Buffer {
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(of.count, 8)
  end.writeUInt16LE(of.count, 10)
  end.writeUInt32LE(of.bytes, 12)
  end.writeUInt32LE(of.at, 16)
  return end
}
