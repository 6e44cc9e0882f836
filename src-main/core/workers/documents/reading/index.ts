export { checkFileSize, READ_LIMITS, type ReadLimits } from './limits.ts'
export { readChosenFile } from './read-chosen-file.ts'
export { readWorkbook, type ReadSheets, type WorkbookFile } from './read-workbook.ts'
