import type { Viewer } from '../shift/index.ts'
import type { DayRange } from './range.ts'

/** What both exports need, as it stands in the job. The path comes from the person's own dialog. */
export interface ExportInput extends DayRange {
  readonly path: string
  readonly grantId: string
  readonly language: 'zh-CN' | 'en-US'
  readonly viewer: Viewer
  /** Names in full, or masked as on the screens of the person who exports. */
  readonly namesInFull: boolean
  readonly author: string
}

/** The same with the project, as the documents worker gets it. */
export interface ExportTask extends ExportInput {
  readonly projectId: string
}

export interface ExportedRows {
  readonly rows: number
}
