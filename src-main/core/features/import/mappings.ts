import { guessMapping, headerFingerprint } from '../../../../src-shared/domain/import/index.ts'
import type { ColumnMapping, RememberedMapping, SheetHeader } from '../../../../src-shared/domain/import/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

const remembered = hot<{ columns_json: string }>(
  'SELECT columns_json FROM import_mapping WHERE project_id = ? AND fingerprint = ?',
)

/** What a person of this project chose for the same headers before, else the guess. */
export function recallMapping(
  db: ReadHandle,
  projectId: string,
  header: SheetHeader,
): { readonly mapping: ColumnMapping; readonly mappingRemembered: boolean } {
  const fingerprint = headerFingerprint(header.columns)
  const row = db.hotFirst(remembered, projectId, fingerprint)
  if (row === null) return { mapping: guessMapping(header.columns), mappingRemembered: false }
  const titles = JSON.parse(row.columns_json) as RememberedMapping['titles']
  return { mapping: guessMapping(header.columns, { fingerprint, titles }), mappingRemembered: true }
}

export function keepMapping(db: UnitOfWork, projectId: string, { fingerprint, titles }: RememberedMapping): void {
  const text = `INSERT INTO import_mapping(project_id, fingerprint, columns_json, used_at) VALUES(?,?,?,?)
    ON CONFLICT(project_id, fingerprint) DO UPDATE SET columns_json = excluded.columns_json, used_at = excluded.used_at`
  db.technical({ table: 'import_mapping', text }, projectId, fingerprint, JSON.stringify(titles), db.now)
}
