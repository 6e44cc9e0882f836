export { type BadRows, type BadRowsInput, listBadRows } from './bad-rows.ts'
export type { ControlTotals, TotalCheck } from './control-totals.ts'
export { type FieldType, IMPORT_FIELD_NAMES, IMPORT_FIELDS, type ImportField } from './fields.ts'
export { type GatheredRow, overrideKey, type Overrides } from './gather-rows.ts'
export { type Cell, cellAt, cellText, EMPTY_CELL, isBlank, isBlankRow, type SheetGrid } from './grid.ts'
export { findHeader, headerAt, type HeaderColumn, type SheetHeader } from './header.ts'
export type { FileRefusalCode, ImportCode, WithoutPrefix } from './import-code.ts'
export {
  type ColumnMapping,
  guessMapping,
  headerFingerprint,
  type RememberedMapping,
  rememberMapping,
} from './mapping.ts'
export { fromSerial } from './read-date.ts'
export { normaliseCell, type ReadValues, type ValueOf } from './normalise-cell.ts'
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
export { joinRoomCode, parseRoomCode, roomCodeKey, type RoomPlace } from './room-code.ts'
export { type Rewrite, REWRITES } from './tidy.ts'
export { type TotalKind } from './total-row.ts'
