import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { DataExportTable, JobTable } from '../../db/tables.ts'

const MOST_LISTED = 500

interface ExportRow extends Pick<DataExportTable, 'id' | 'kind' | 'contents' | 'at' | 'rows'> {
  readonly by: string
  readonly approver: string | null
  readonly state: JobTable['state'] | null
  readonly result_json: string | null
}
const newest =
  hot<ExportRow>(`SELECT e.id, e.kind, e.contents, e.at, e.rows, u.display_name AS by, a.display_name AS approver,
    j.state, j.result_json
  FROM data_export e JOIN user u ON u.id = e.user_id LEFT JOIN user a ON a.id = e.approved_by LEFT JOIN job j ON j.id = e.job_id
  WHERE e.project_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ${MOST_LISTED}`)

export interface ListedExport {
  readonly exportId: string
  readonly by: string
  readonly kind: string
  readonly contents: DataExportTable['contents']
  readonly at: number
  readonly state: JobTable['state']
  /** `null` until the file is written, and when it never was. */
  readonly rows: number | null
  readonly fileName: string | null
  readonly approvedBy: string | null
}

export function listExports(db: ReadHandle, projectId: string): ListedExport[] {
  return db.hotAll(newest, projectId).map((row) => {
    const result = row.result_json === null ? {} : (JSON.parse(row.result_json) as Readonly<Record<string, unknown>>)
    const { rows = result['notices'], fileName } = result
    return {
      exportId: row.id,
      by: row.by,
      kind: row.kind,
      contents: row.contents,
      at: row.at,
      state: row.state ?? 'done',
      rows: row.rows ?? (typeof rows === 'number' ? rows : null),
      fileName: typeof fileName === 'string' ? fileName : null,
      approvedBy: row.approver,
    }
  })
}
