import { createHash } from 'node:crypto'

/** What a link's hash covers, in this order. `txn_last` and `pushed` are left out: both are known only later. */
export interface LinkFields {
  readonly devSeq: number
  readonly opId: string
  readonly projectId: string | null
  readonly stream: string
  readonly txnId: string
  readonly kind: string
  readonly table: string
  readonly rowId: string
  readonly body: Uint8Array
  readonly hlc: string
  readonly schemaVersion: number
  readonly userId: string
  readonly command: string
  readonly at: number
}

/** The one command after which time may be counted from where the clock stands, however far back that is. */
export const CONFIRMS_CLOCK = 'session.confirm_clock'

export const GENESIS_HASH = Buffer.alloc(32)

/** SHA-256 over the hash before and every field, each with its length in front, so that no two records read alike. */
export function linkHash(previous: Uint8Array, link: LinkFields): Buffer {
  const hash = createHash('sha256')
  hash.update(previous)
  const head = JSON.stringify([
    link.devSeq,
    link.opId,
    link.projectId,
    link.stream,
    link.txnId,
    link.kind,
    link.table,
    link.rowId,
    link.hlc,
    link.schemaVersion,
    link.userId,
    link.command,
    link.at,
    link.body.length,
  ])
  hash.update(head)
  hash.update(link.body)
  return hash.digest()
}

/** Hybrid logical clock of this device: 12 hex digits of milliseconds, 4 of a counter, the device number. Never goes back. */
export function nextHlc(previous: string | null, atMs: number, deviceNo: number): string {
  const lastMs = previous === null ? 0 : Number.parseInt(previous.slice(0, 12), 16)
  const lastCount = previous === null ? -1 : Number.parseInt(previous.slice(12, 16), 16)
  const ms = Math.max(atMs, lastMs)
  const count = ms === lastMs ? lastCount + 1 : 0
  if (count > 0xffff) return nextHlc(`${hex(ms + 1, 12)}0000-${deviceNo}`, ms + 1, deviceNo)
  return `${hex(ms, 12)}${hex(count, 4)}-${deviceNo}`
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}
