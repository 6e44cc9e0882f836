import { closeSync, openSync, readSync, writeSync } from 'node:fs'

import type { Connection } from '../../src-main/core/db/connection.ts'

export const PAGE_BYTES = 4_096

/** Turns one bit of a page of a file, as a dying disk does. Once more, and the page is as it was. */
export function turnBit(path: string, { page, at }: { readonly page: number; readonly at: number }): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  const position = (page - 1) * PAGE_BYTES + at
  readSync(file, byte, 0, 1, position)
  byte[0] = (byte[0] ?? 0) ^ 0x10
  writeSync(file, byte, 0, 1, position)
  closeSync(file)
}

/** Damages the first page of a table that nobody reads at a start. Closes the connection, so that nothing of it is kept. */
export function damageTable(connection: Connection, table: string): void {
  const text = 'SELECT rootpage FROM sqlite_schema WHERE name = ?'
  const { rootpage: page } = connection.prepare(text).get(table) as { rootpage: number }
  const path = connection.name
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
  turnBit(path, { page, at: 2_000 })
}
