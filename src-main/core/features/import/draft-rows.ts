import type { SheetGrid } from '../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ImportDraftTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { DraftSettings } from './draft-settings.ts'
import { unpackSheets } from './pack-sheets.ts'

/** A draft without the cells of its file: those are read where they are worked on. */
export interface Draft {
  readonly id: string
  readonly projectId: string
  readonly fileName: string
  readonly settings: DraftSettings
  readonly updatedAt: number
}

/** A draft holds names and numbers of people: it leaves after so many days (design: data, erasing). */
const KEPT_DAYS = 7
const DAY_MS = 86_400_000

type Stored = Omit<ImportDraftTable, 'content'>
const COLUMNS = 'id, project_id, file_name, settings_json, user_id, created_at, updated_at'
const byId = hot<Stored>(`SELECT ${COLUMNS} FROM import_draft WHERE id = ? AND project_id = ?`)
const ofProject = hot<Stored>(
  `SELECT ${COLUMNS} FROM import_draft WHERE project_id = ? AND updated_at > ? ORDER BY updated_at DESC`,
)
const contentOf = hot<{ content: Buffer }>('SELECT content FROM import_draft WHERE id = ?')
const liveJob = hot<{ id: string }>("SELECT id FROM job WHERE id = ? AND state IN ('queued','running')")

export function findDraft(db: ReadHandle, projectId: string, draftId: string): Draft | null {
  const row = db.hotFirst(byId, draftId, projectId)
  return row === null ? null : toDraft(row)
}

/** @throws AppError `import.draft_gone` */
export function loadDraft(db: ReadHandle, projectId: string, draftId: string): Draft {
  const draft = findDraft(db, projectId, draftId)
  if (draft === null) throw new AppError('import.draft_gone')
  return draft
}

/** @throws AppError `import.draft_gone` | `import.already_importing` */
export function loadChangeableDraft(db: ReadHandle, projectId: string, draftId: string): Draft {
  const draft = loadDraft(db, projectId, draftId)
  if (importingJob(db, draft) !== null) throw new AppError('import.already_importing')
  return draft
}

/** The job that imports the draft at the moment; one that failed or was cancelled leaves it free. */
export function importingJob(db: ReadHandle, { settings }: Pick<Draft, 'settings'>): string | null {
  return settings.importJobId === null ? null : (db.hotFirst(liveJob, settings.importJobId)?.id ?? null)
}

export function listDrafts(db: ReadHandle, projectId: string, now: number): Draft[] {
  return db.hotAll(ofProject, projectId, now - KEPT_DAYS * DAY_MS).map(toDraft)
}

export function readSheets(db: ReadHandle, draftId: string): readonly SheetGrid[] {
  const row = db.hotFirst(contentOf, draftId)
  if (row === null) throw new AppError('import.draft_gone')
  return unpackSheets(row.content)
}

export interface NewDraft {
  readonly id: string
  readonly projectId: string
  readonly fileName: string
  readonly content: Uint8Array
  readonly settings: DraftSettings
}

export function insertDraft(db: UnitOfWork, draft: NewDraft): void {
  const text = `INSERT INTO import_draft(id, project_id, file_name, content, settings_json, user_id, created_at, updated_at) VALUES(?,?,?,?,?,?,?,?)`
  const content = Buffer.from(draft.content.buffer, draft.content.byteOffset, draft.content.byteLength)
  const { id, projectId, fileName, settings } = draft
  db.technical(
    { table: 'import_draft', text },
    id,
    projectId,
    fileName,
    content,
    JSON.stringify(settings),
    db.userId,
    db.now,
    db.now,
  )
  db.emit('import.changed', { draftIds: [id] })
}

export function saveSettings(db: UnitOfWork, draftId: string, settings: DraftSettings): void {
  const text = 'UPDATE import_draft SET settings_json = ?, updated_at = ? WHERE id = ?'
  db.technical({ table: 'import_draft', text }, JSON.stringify(settings), db.now, draftId)
  db.emit('import.changed', { draftIds: [draftId] })
}

export function deleteDraft(db: UnitOfWork, draftId: string): void {
  db.technical({ table: 'import_draft', text: 'DELETE FROM import_draft WHERE id = ?' }, draftId)
  db.emit('import.changed', { draftIds: [draftId] })
}

/** For the daily round, and whenever a new file is read. Returns how many left. */
export function dropOldDrafts(db: UnitOfWork): number {
  const text = `DELETE FROM import_draft WHERE updated_at <= ? AND NOT EXISTS(SELECT 1 FROM job
    WHERE job.id = json_extract(import_draft.settings_json, '$.importJobId') AND job.state IN ('queued','running'))`
  return db.technical({ table: 'import_draft', text }, db.now - KEPT_DAYS * DAY_MS)
}

function toDraft(row: Stored): Draft {
  return {
    id: row.id,
    projectId: row.project_id,
    fileName: row.file_name,
    settings: JSON.parse(row.settings_json) as DraftSettings,
    updatedAt: row.updated_at,
  }
}
