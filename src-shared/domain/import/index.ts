export { type BadRows, type BadRowsInput, listBadRows } from './bad-rows.ts'
export type { ControlTotals, TotalCheck } from './control-totals.ts'
export { type FieldType, IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
export { type GatheredRow, type Overrides } from './gather-rows.ts'
export { type Cell, cellAt, cellText, EMPTY_CELL, isBlank, rowIndex, type SheetGrid } from './grid.ts'
export { findHeader, headerAt, type HeaderColumn, type SheetHeader } from './header.ts'
export { headerKey } from './header-text.ts'
export type { FileRefusalCode, ImportCode, WithoutPrefix } from './import-code.ts'
export {
  type ColumnMapping,
  guessMapping,
  headerFingerprint,
  type RememberedMapping,
  rememberMapping,
} from './mapping.ts'
export { withoutNoise } from './read-area.ts'
export { fromSerial, readDate } from './read-date.ts'
export { planRoomImport, type RoomImportInput, type RoomImportPlan } from './plan-room-import.ts'
export type {
  Change,
  ExistingRoom,
  PersonValues,
  PlannedRow,
  Problem,
  ProblemCode,
  RoomValues,
  RowErrorCode,
  RowWarning,
} from './planned-row.ts'
export type { RoomUsage } from './read-usage.ts'
export type { CellErrorCode, CellWarning, CellWarningCode, Reading } from './reading.ts'
export { roomCodeKey } from './room-code.ts'
export { isPlaceholder, type Rewrite, tidyCoded } from './tidy.ts'
export { type KeptTitles, titledSheet, type TitledMapping, type TitledSheet } from './titled-sheet.ts'
export { totalKind, type TotalKind } from './total-row.ts'
