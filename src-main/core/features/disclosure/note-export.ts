import type { DataExportTable } from '../../db/tables.ts'
import type { Actor, CommandContext } from '../../request/context.ts'

export type ExportContents = DataExportTable['contents']

/** Personal data as the lists show it to the person: names in full, or masked. */
export function namesShownTo({ permissions }: Pick<Actor, 'permissions'>): ExportContents {
  return permissions.has('person.view_name') ? 'names' : 'masked'
}

interface ExportToNote {
  /** The kind of its job, or the command that wrote it. */
  readonly kind: string
  readonly contents: ExportContents
  readonly approvedBy?: string | null
  readonly file: { readonly jobId: string } | { readonly rows: number }
}

/** 导出留痕: written in the transaction that lets a file with personal data out; nobody can take it back. */
export function noteExport(
  { db, actor, now }: CommandContext,
  { kind, contents, approvedBy, file }: ExportToNote,
): void {
  db.insert('data_export', {
    id: db.newId(),
    project_id: actor.projectId,
    user_id: actor.userId,
    kind,
    contents,
    job_id: 'jobId' in file ? file.jobId : null,
    rows: 'rows' in file ? file.rows : null,
    approved_by: approvedBy ?? null,
    at: now,
  })
}
