const HEADER_BYTES = 512
const SECTOR_SHIFT_AT = 0x1e
const FIRST_FAT_AT = 0x4c
const FAT_SECTORS_IN_HEADER = 109
/** Larger values are marks: free, end of chain, part of the table itself. */
const LAST_SECTOR_NUMBER = 0xfffffff9

/**
 * Whether an OLE file ends before the last sector that its allocation table points to (MS-CFB 2.3): a download that was cut off. The library
 * would read such a file up to there and give half a list.
 */
export function isCutOff(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return true
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(SECTOR_SHIFT_AT, true)
  if (shift !== 9 && shift !== 12) return true
  const sectorBytes = 1 << shift
  let lastUsed = 0
  for (let index = 0; index < FAT_SECTORS_IN_HEADER; index++) {
    const sector = view.getUint32(FIRST_FAT_AT + index * 4, true)
    if (sector > LAST_SECTOR_NUMBER) break
    const from = (sector + 1) * sectorBytes
    if (from + sectorBytes > bytes.length) return true
    for (let entry = 0; entry < sectorBytes / 4; entry++) {
      const next = view.getUint32(from + entry * 4, true)
      if (next <= LAST_SECTOR_NUMBER) lastUsed = Math.max(lastUsed, next)
    }
  }
  // The last sector may be written short.
  return (lastUsed + 1) * sectorBytes >= bytes.length
}
