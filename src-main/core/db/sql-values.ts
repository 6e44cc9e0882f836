/** What the driver takes and gives. */
export type Sql = string | number | bigint | Buffer | null

export function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value
}

export function toSql(value: unknown): Sql {
  if (value === undefined) return null
  return value as Sql
}

export function same(left: unknown, right: unknown): boolean {
  return left instanceof Uint8Array && right instanceof Uint8Array
    ? Buffer.from(left).equals(Buffer.from(right))
    : left === right
}
