export { CLASS_PERCENT, MONTH_PERCENT, PAYER_CLASSES, type PayerBehaviour, type PayerClass } from './behaviour.ts'
export { generateCommunity } from './community.ts'
export {
  type PlannedDay,
  type PlannedMonths,
  type PlannedPayment,
  planPayments,
  planProjectPayments,
} from './payments.ts'
export { type Aftermath, type DemoTender, type PlannedTender, TENDER_PERCENT } from './payment-details.ts'
export type { ProfileName } from './profile.ts'
export type {
  BindingRecord,
  BuildingRecord,
  Community,
  HouseholdRecord,
  Occupancy,
  PersonRecord,
  ProjectRecord,
  RelationRecord,
  RoomRecord,
  RoomUsage,
  StandardRecord,
  UnitRecord,
  VehicleRecord,
} from './records.ts'
export { communityWorkbookRows, type WorkbookRows } from './workbook.ts'
export type { SpoiledCell } from './workbook-faults.ts'
export type { WorkbookColumn } from './workbook-header.ts'
export type { WorkbookMerge, WrittenCell } from './workbook-cells.ts'
