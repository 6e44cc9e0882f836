export { exportMark } from './export-mark.ts'
export { listExports } from './list-exports.ts'
export { namesShownTo, noteExport } from './note-export.ts'
export type { ExportContents } from './note-export.ts'
