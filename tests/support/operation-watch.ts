import type { WriteWatch } from '../../src-main/core/db/database.ts'
import type { Connection } from '../../src-main/core/db/connection.ts'
import { TECHNICAL_TABLES } from '../../src-main/core/db/tables.ts'

const TECHNICAL: ReadonlySet<string> = new Set([...TECHNICAL_TABLES, 'search_index'])

/**
 * The debug build's proof that nothing changes without an operation: temporary triggers note each changed row of a logged
 * table, and before COMMIT every noted table must be named by an operation of the same transaction.
 */
export function operationWatch(): WriteWatch {
  let ready = false
  let before = 0
  return {
    begin(connection) {
      if (!ready) install(connection)
      ready = true
      connection.exec('DELETE FROM temp.changed_table')
      before = (connection.prepare('SELECT ifnull(max(dev_seq), 0) AS n FROM op_log').get() as { n: number }).n
    },
    check(connection) {
      const stray = connection
        .prepare(
          'SELECT DISTINCT tbl FROM temp.changed_table WHERE tbl NOT IN (SELECT tbl FROM op_log WHERE dev_seq > ?)',
        )
        .all(before) as { tbl: string }[]
      if (stray.length > 0) throw new Error(`Changed without an operation: ${stray.map((row) => row.tbl).join(', ')}`)
    },
  }
}

function install(connection: Connection): void {
  connection.exec('CREATE TEMP TABLE changed_table(tbl TEXT NOT NULL)')
  const tables = connection
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[]
  for (const { name } of tables) {
    if (TECHNICAL.has(name) || name.startsWith('search_index')) continue
    for (const verb of ['INSERT', 'UPDATE', 'DELETE']) {
      connection.exec(
        `CREATE TEMP TRIGGER watch_${name}_${verb} AFTER ${verb} ON main.${name} BEGIN INSERT INTO changed_table VALUES('${name}'); END`,
      )
    }
  }
}
