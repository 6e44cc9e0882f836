import type { SheetGrid } from '../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ImportDraftTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { DraftSettings } from './draft-settings.ts'
import { unpackSheets } from './pack-sheets.ts'

/** What a draft of any kind keeps beside its own choices: the job that imports it at the moment; it may have ended since. */
interface WithJob {
  readonly importJobId: string | null
}

/** A draft without the cells of its file: those are read where they are worked on. */
export interface DraftOf<Settings extends WithJob> {
  readonly id: string
  readonly projectId: string
  readonly fileName: string
  readonly settings: Settings
  readonly updatedAt: number
}
export type Draft = DraftOf<DraftSettings>

export interface NewDraft<Settings extends WithJob> {
  readonly id: string
  readonly projectId: string
  readonly fileName: string
  readonly content: Uint8Array
  readonly settings: Settings
}

/** A draft holds names and numbers of people: it leaves after so many days (design: data, erasing). */
const KEPT_DAYS = 7
const DAY_MS = 86_400_000

type Stored = Omit<ImportDraftTable, 'content'>
const COLUMNS = 'id, project_id, kind, file_name, settings_json, user_id, created_at, updated_at'
const byId = hot<Stored>(`SELECT ${COLUMNS} FROM import_draft WHERE id = ? AND project_id = ? AND kind = ?`)
const ofProject = hot<Stored>(
  `SELECT ${COLUMNS} FROM import_draft WHERE project_id = ? AND kind = ? AND updated_at > ? ORDER BY updated_at DESC`,
)
const contentOf = hot<{ content: Buffer }>('SELECT content FROM import_draft WHERE id = ?')
const liveJob = hot<{ id: string }>("SELECT id FROM job WHERE id = ? AND state IN ('queued','running')")

/** The drafts of one kind of import: a room import never opens a draft of opening positions, and the other way round. */
export class DraftShelf<Settings extends WithJob> {
  readonly #kind: ImportDraftTable['kind']

  constructor(kind: ImportDraftTable['kind']) {
    this.#kind = kind
  }

  find(db: ReadHandle, projectId: string, draftId: string): DraftOf<Settings> | null {
    const row = db.hotFirst(byId, draftId, projectId, this.#kind)
    return row === null ? null : this.#toDraft(row)
  }

  /** @throws AppError `import.draft_gone` */
  load(db: ReadHandle, projectId: string, draftId: string): DraftOf<Settings> {
    const draft = this.find(db, projectId, draftId)
    if (draft === null) throw new AppError('import.draft_gone')
    return draft
  }

  /** @throws AppError `import.draft_gone` | `import.already_importing` */
  loadChangeable(db: ReadHandle, projectId: string, draftId: string): DraftOf<Settings> {
    const draft = this.load(db, projectId, draftId)
    if (importingJob(db, draft) !== null) throw new AppError('import.already_importing')
    return draft
  }

  list(db: ReadHandle, projectId: string, now: number): DraftOf<Settings>[] {
    return db.hotAll(ofProject, projectId, this.#kind, now - KEPT_DAYS * DAY_MS).map((row) => this.#toDraft(row))
  }

  insert(db: UnitOfWork, draft: NewDraft<Settings>): void {
    const text = `INSERT INTO import_draft(${COLUMNS}, content) VALUES(?,?,?,?,?,?,?,?,?)`
    const content = Buffer.from(draft.content.buffer, draft.content.byteOffset, draft.content.byteLength)
    const { id, projectId, fileName, settings } = draft
    const json = JSON.stringify(settings)
    const statement = { table: 'import_draft', text } as const
    db.technical(statement, id, projectId, this.#kind, fileName, json, db.userId, db.now, db.now, content)
    db.emit('import.changed', { draftIds: [id] })
  }

  save(db: UnitOfWork, draftId: string, settings: Settings): void {
    const text = 'UPDATE import_draft SET settings_json = ?, updated_at = ? WHERE id = ? AND kind = ?'
    db.technical({ table: 'import_draft', text }, JSON.stringify(settings), db.now, draftId, this.#kind)
    db.emit('import.changed', { draftIds: [draftId] })
  }

  #toDraft(row: Stored): DraftOf<Settings> {
    return {
      id: row.id,
      projectId: row.project_id,
      fileName: row.file_name,
      settings: JSON.parse(row.settings_json) as Settings,
      updatedAt: row.updated_at,
    }
  }
}

const ROOMS = new DraftShelf<DraftSettings>('rooms')

/** @throws AppError `import.draft_gone` */
export function loadDraft(db: ReadHandle, projectId: string, draftId: string): Draft {
  return ROOMS.load(db, projectId, draftId)
}

/** @throws AppError `import.draft_gone` | `import.already_importing` */
export function loadChangeableDraft(db: ReadHandle, projectId: string, draftId: string): Draft {
  return ROOMS.loadChangeable(db, projectId, draftId)
}

export function listDrafts(db: ReadHandle, projectId: string, now: number): Draft[] {
  return ROOMS.list(db, projectId, now)
}

export function insertDraft(db: UnitOfWork, draft: NewDraft<DraftSettings>): void {
  ROOMS.insert(db, draft)
}

export function saveSettings(db: UnitOfWork, draftId: string, settings: DraftSettings): void {
  ROOMS.save(db, draftId, settings)
}

/** The job that imports the draft at the moment; one that failed or was cancelled leaves it free. */
export function importingJob(db: ReadHandle, { settings }: { readonly settings: WithJob }): string | null {
  return settings.importJobId === null ? null : (db.hotFirst(liveJob, settings.importJobId)?.id ?? null)
}

export function readSheets(db: ReadHandle, draftId: string): readonly SheetGrid[] {
  const row = db.hotFirst(contentOf, draftId)
  if (row === null) throw new AppError('import.draft_gone')
  return unpackSheets(row.content)
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
