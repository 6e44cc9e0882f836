import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Bodies above this are compressed; below it zstd's frame costs more than it saves. */
const COMPRESS_FROM = 1_024

/** JSON of the body; above 1 KiB compressed. The first byte tells which: `{` or zstd's magic number. */
export function packBody(body: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(body), 'utf8')
  return json.length > COMPRESS_FROM ? zstdCompressSync(json) : json
}

export function unpackBody(body: Uint8Array): unknown {
  const json = body[0] === 0x7b ? Buffer.from(body) : zstdDecompressSync(body)
  return JSON.parse(json.toString('utf8')) as unknown
}
