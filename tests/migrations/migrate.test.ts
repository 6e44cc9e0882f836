import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { APPLICATION_ID } from '../../src-main/core/db/connection.ts'
import { migrate } from '../../src-main/core/db/migrate.ts'
import { MIGRATIONS, SCHEMA_VERSION } from '../../src-main/core/db/migrations/index.ts'
import type { Migration } from '../../src-main/core/db/migrations/migration.ts'
import { PERSONAL_FIELDS, SECRET_FIELDS, TECHNICAL_TABLES } from '../../src-main/core/db/tables.ts'
import { aFolder, contentOf, fileOfVersion, openFile, schemaOf, tablesOf } from './rig.ts'

let place: ReturnType<typeof aFolder>
beforeEach(() => (place = aFolder()))
afterEach(() => place.remove())

const versionOf = (db: ReturnType<typeof openFile>): unknown => db.pragma('user_version', { simple: true })

describe('the migrations', () => {
  it('are numbered one by one, and named by their number', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, at) => at + 1))
    for (const { version, name } of MIGRATIONS)
      expect(name).toMatch(new RegExp(`^${String(version).padStart(4, '0')}-[a-z-]+$`))
    expect(SCHEMA_VERSION).toBe(MIGRATIONS.length)
  })

  it('make a new file ours: version, application id, strict tables, no row that refers to nothing', () => {
    const db = openFile(place.path)
    let copies = 0
    expect(migrate(db, { copyBefore: () => (copies += 1) })).toEqual({ from: 0, to: SCHEMA_VERSION })
    expect([versionOf(db), db.pragma('application_id', { simple: true }), copies]).toEqual([
      SCHEMA_VERSION,
      APPLICATION_ID,
      0,
    ])
    const loose = (db.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[]).filter(
      (table) =>
        table.schema === 'main' && table.type === 'table' && table.strict === 0 && !table.name.startsWith('sqlite_'),
    )
    expect(loose.map((table) => table.name)).toEqual([])
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    db.close()
  })

  it('have nothing to do a second time', () => {
    const db = openFile(place.path)
    migrate(db, { copyBefore: () => {} })
    expect(migrate(db, { copyBefore: () => expect.unreachable('nothing changes') })).toEqual({
      from: SCHEMA_VERSION,
      to: SCHEMA_VERSION,
    })
    db.close()
  })

  it('name every table and column that the program treats specially', () => {
    const db = openFile(place.path)
    migrate(db, { copyBefore: () => {} })
    expect(tablesOf(db)).toEqual(expect.arrayContaining([...TECHNICAL_TABLES]))
    const columns = (table: string) =>
      (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name)
    for (const [table, { subject, fields }] of Object.entries(PERSONAL_FIELDS))
      expect(columns(table)).toEqual(expect.arrayContaining([subject, ...fields]))
    for (const [table, fields] of Object.entries(SECRET_FIELDS))
      expect(columns(table)).toEqual(expect.arrayContaining([...fields]))
    const technical = new Set<string>(TECHNICAL_TABLES)
    const withoutId = tablesOf(db).filter(
      (table) => !technical.has(table) && !/^(sqlite_|search_index)/.test(table) && !columns(table).includes('id'),
    )
    expect(withoutId).toEqual(['feature_switch', 'role_permission'])
    db.close()
  })
})

describe.each(MIGRATIONS.slice(0, -1).map((migration) => migration.version))('a file of version %i', (version) => {
  it('becomes one of the newest version with every row that it had, after a copy', () => {
    const db = fileOfVersion(place.path, version)
    const tables = tablesOf(db).filter((table) => !/^(sqlite_|search_index)/.test(table))
    const before = contentOf(db, tables)
    expect(Object.values(before).flat().length).toBeGreaterThan(0)
    const copied: number[] = []
    expect(migrate(db, { copyBefore: (from) => copied.push(from) })).toEqual({ from: version, to: SCHEMA_VERSION })
    expect(copied).toEqual([version])
    const after = contentOf(db, tables)
    for (const table of tables) expect(after[table]).toMatchObject(before[table] ?? [])
    const fresh = openFile(`${place.path}.fresh`)
    migrate(fresh, { copyBefore: () => {} })
    expect(schemaOf(db)).toEqual(schemaOf(fresh))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    fresh.close()
    db.close()
  })

  it('takes the step to the next version as a whole', () => {
    const db = fileOfVersion(place.path, version)
    expect(migrate(db, { migrations: MIGRATIONS.slice(0, version + 1), copyBefore: () => {} })).toEqual({
      from: version,
      to: version + 1,
    })
    expect(versionOf(db)).toBe(version + 1)
    db.close()
  })
})

describe('a migration that fails', () => {
  const failing: readonly (readonly [string, string, string])[] = [
    [
      'has a mistake in its last statement',
      'CREATE TABLE extra(id TEXT) STRICT; DELETE FROM user_role; DELETE FROM nothing_of_that_name',
      'no such table',
    ],
    ['leaves a row that refers to nothing', 'CREATE TABLE extra(id TEXT) STRICT; DELETE FROM user', 'refer to nothing'],
    [
      'breaks a rule of a table',
      "CREATE TABLE extra(id TEXT) STRICT; UPDATE project SET community_kind = 'castle'",
      'CHECK constraint',
    ],
  ]
  it.each(failing)('because it %s leaves nothing behind and says which one it was', (_why, up, cause) => {
    const db = fileOfVersion(place.path, SCHEMA_VERSION)
    const before = { schema: schemaOf(db), rows: contentOf(db, ['project', 'user', 'user_role', 'receipt']) }
    const next: Migration = { version: SCHEMA_VERSION + 1, name: '9999-broken', up }
    expect(() => migrate(db, { migrations: [...MIGRATIONS, next], copyBefore: () => {} })).toThrow(
      expect.objectContaining({
        code: 'vault.migration_failed',
        params: { migration: '9999-broken', cause: expect.stringContaining(cause) as string },
      }) as Error,
    )
    expect({ schema: schemaOf(db), rows: contentOf(db, ['project', 'user', 'user_role', 'receipt']) }).toEqual(before)
    expect([versionOf(db), db.inTransaction, db.pragma('foreign_keys', { simple: true })]).toEqual([
      SCHEMA_VERSION,
      false,
      1,
    ])
    db.close()
    const again = openFile(place.path)
    expect(migrate(again, { copyBefore: () => {} })).toEqual({ from: SCHEMA_VERSION, to: SCHEMA_VERSION })
    again.close()
  })

  it('keeps the steps before it, each of which was a whole', () => {
    const db = fileOfVersion(place.path, 1)
    const broken: Migration = { version: 3, name: '0003-broken', up: 'SELECT no_such_function()' }
    expect(() => migrate(db, { migrations: [...MIGRATIONS.slice(0, 2), broken], copyBefore: () => {} })).toThrow(
      'vault.migration_failed',
    )
    expect(versionOf(db)).toBe(2)
    db.close()
  })

  it('changes nothing when the copy before it could not be made', () => {
    const db = fileOfVersion(place.path, 1)
    const before = schemaOf(db)
    const noRoom = () => {
      throw new Error('no room for the copy')
    }
    expect(() => migrate(db, { copyBefore: noRoom })).toThrow('no room')
    expect([versionOf(db), schemaOf(db)]).toEqual([1, before])
    db.close()
  })
})
