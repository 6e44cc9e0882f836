/* oxlint-disable max-lines -- the whole schema in one place: one type per table, in the order of the migrations */
import type { MeteringTables } from './tables-metering.ts'

/**
 * Rows as they stand in the file, with the names of the file (unit in the name: `_fen`, `_e6`, `_e2`; `_on` a local date,
 * `_at` UTC milliseconds). One interface per table, in the order of the migrations.
 */
type Bit = 0 | 1

export type DeviceTable = {
  id: 1
  device_uid: string
  device_no: number
  series: string
  epoch: number
  hw_hint: string
  file_nonce: string
  enrolled_at: number | null
  last_clean_exit_at: number | null
  /** Lines whose balance was not that of their receipts when it was last compared; `null` before the first time. */
  balance_differences: number | null
}
export type ProjectTable = {
  id: string
  code: string
  name: string
  community_kind: 'old' | 'standard' | 'premium'
  payee_name: string
  receipt_book: string
  go_live_on: string | null
  created_at: number
  ended_on: string | null
}
export type FeatureSwitchTable = {
  project_id: string
  feature: string
  enabled: Bit
}
export type UserTable = {
  id: string
  username: string
  display_name: string
  password_hash: string
  must_change_password: Bit
  state: 'active' | 'disabled'
  disabled_reason: string | null
  created_at: number
  /** Who last made, enabled, disabled or reset the account; whoever hands it out may know its password. */
  handed_by: string | null
  handed_at: number | null
}
export type UserLoginTable = {
  user_id: string
  failed_count: number
  locked_until_at: number | null
  last_login_at: number | null
}
export type SignInFailureTable = {
  id: number
  /** `null`: no account of that name. */
  user_id: string | null
  at: number
}
export type RoleTable = {
  id: string
  code: string
  name: string
  preset: Bit
  ended_on: string | null
}
export type RolePermissionTable = {
  role_id: string
  permission: string
}
export type UserRoleTable = {
  id: string
  user_id: string
  project_id: string
  role_id: string
  building_ids_json: string | null
  ended_at: number | null
}
export type SessionTable = {
  id: string
  token_hash: string
  user_id: string
  project_id: string | null
  seat: string
  created_at: number
  last_seen_at: number
  locked: Bit
  ended_at: number | null
  end_reason: string | null
}
export type SettingTable = {
  id: string
  scope: 'company' | 'project' | 'device' | 'user'
  scope_id: string
  key: string
  value_json: string
  version: number
  set_by: string
  set_at: number
}
export type NumberSeriesTable = {
  book: string
  series: string
  year: number
  next: number
}
export type OpLogTable = {
  dev_seq: number
  op_id: string
  project_id: string | null
  stream: 'core' | 'ledger'
  txn_id: string
  txn_last: Bit
  kind: 'I' | 'U' | 'D' | 'B'
  tbl: string
  row_id: string
  body: Buffer
  hlc: string
  schema_v: number
  user_id: string
  command: string
  at: number
  prev_hash: Buffer
  hash: Buffer
  pushed: Bit
}
export type ApprovalLimitTable = {
  id: string
  project_id: string
  role_id: string
  kind: string
  alone_fen: number | null
  approve_fen: number | null
}
export type ApprovalRequestTable = {
  id: string
  project_id: string
  kind: string
  operation: string
  command_id: string
  input_json: string | null
  input_hash: string
  person_id: string | null
  facts_json: string
  amount_fen: number | null
  building_ids_json: string | null
  reason: string
  way: 'inbox' | 'here' | 'alone'
  state: 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired' | 'nobody_else'
  requested_by: string
  requested_at: number
  expires_at: number
  decided_by: string | null
  decided_at: number | null
  decision_reason: string | null
}
export type PersonKeyTable = {
  person_id: string
  key: Buffer
}
export type CommandResultTable = {
  command_id: string
  operation: string
  user_id: string
  input_hash: string
  answer_json: string | null
  at: number
}
export type JobTable = {
  id: string
  project_id: string | null
  kind: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  priority: number
  input_json: string
  cursor_json: string | null
  done: number
  total: number
  cancel_requested: Bit
  result_json: string | null
  failure_json: string | null
  created_by: string
  created_at: number
  finished_at: number | null
}
export type DataExportTable = {
  id: string
  project_id: string
  user_id: string
  kind: string
  contents: 'masked' | 'names' | 'contacts'
  job_id: string | null
  rows: number | null
  approved_by: string | null
  at: number
}
export type PrintJobTable = {
  id: string
  project_id: string
  document_id: string
  document_no: string
  template_version: number
  format: string
  copies: number
  state: 'queued' | 'sent' | 'confirmed' | 'failed'
  reprint_no: number
  failure: string | null
  created_by: string
  created_at: number
  changed_at: number
}
export type ImportBatchTable = {
  id: string
  project_id: string
  file_name: string
  state: 'importing' | 'imported' | 'undone' | 'cancelled'
  created: number
  updated: number
  totals_json: string
  at: number
  user_id: string
}
export type ImportDraftTable = {
  id: string
  project_id: string
  kind: 'rooms' | 'opening'
  file_name: string
  content: Buffer
  settings_json: string
  user_id: string
  created_at: number
  updated_at: number
}
export type ImportMappingTable = {
  project_id: string
  fingerprint: string
  columns_json: string
  used_at: number
}
export type BuildingTable = {
  id: string
  project_id: string
  name: string
  sort_key: string
  import_batch_id: string | null
  ended_on: string | null
}
export type UnitTable = {
  id: string
  project_id: string
  building_id: string
  name: string
  sort_key: string
  import_batch_id: string | null
  ended_on: string | null
}
export type RoomTable = {
  id: string
  project_id: string
  building_id: string
  unit_id: string | null
  floor: string | null
  room_no: string
  code: string
  sort_key: string
  usage: 'residence' | 'shop' | 'office' | 'parking' | 'storage' | 'other'
  occupancy: 'unsold' | 'handed_over' | 'renovating' | 'occupied' | 'rented' | 'vacant'
  handover_on: string | null
  opening_paid_until_on: string | null
  note: string | null
  version: number
  import_batch_id: string | null
  ended_on: string | null
}
export type RoomAreaTable = {
  id: string
  project_id: string
  room_id: string
  from_on: string | null
  built_area_e2: number
  inner_area_e2: number | null
  import_batch_id: string | null
}
export type PersonTable = {
  id: string
  project_id: string
  kind: 'natural' | 'company'
  name: string
  phone: string | null
  id_no: string | null
  note: string | null
  import_batch_id: string | null
  ended_on: string | null
}
export type OwnerTermTable = {
  id: string
  project_id: string
  room_id: string
  from_on: string | null
  to_on: string | null
  import_batch_id: string | null
}
export type RelationTable = {
  id: string
  project_id: string
  person_id: string
  room_id: string
  role: 'owner' | 'tenant'
  owner_term_id: string | null
  from_on: string | null
  to_on: string | null
  share_ppm: number | null
  import_batch_id: string | null
}
export type PersonLookupTable = {
  id: string
  project_id: string
  user_id: string
  kind: 'reveal' | 'search'
  field: 'name' | 'phone' | 'id_no'
  person_id: string | null
  room_id: string | null
  reason: string | null
  at: number
}
export type SearchDocTable = {
  id: number
  project_id: string
  building_id: string | null
  kind: 'room' | 'receipt'
  object_id: string
  rank_key: string
}
export type FeeItemTable = {
  id: string
  project_id: string
  code: string
  name: string
  nature: 'revenue' | 'collected_for_others' | 'held' | 'maintenance_fund'
  expects: 'every_room' | 'bound_only'
  tax_rate_ppm: number
  priority: number
  ended_on: string | null
}
export type FeeStandardTable = {
  id: string
  project_id: string
  fee_item_id: string
  code: string
  name: string
  tariff_kind: 'area' | 'fixed' | 'count' | 'formula' | 'one_off' | 'metered' | 'linked' | 'share'
  terms_json: string
  version: number
  ended_on: string | null
}
export type FeeStandardVersionTable = {
  id: string
  project_id: string
  fee_standard_id: string
  from_on: string
  price_e6: number
  detail_json: string | null
  document: string | null
  public_from_on: string | null
  public_to_on: string | null
}
export type FeeBindingTable = {
  id: string
  project_id: string
  fee_standard_id: string
  room_id: string
  from_on: string
  to_on: string | null
  override_price_e6: number | null
  override_reason: string | null
}
export type RoomFigureTable = {
  id: string
  project_id: string
  room_id: string
  from_on: string
  persons: number | null
  spaces: number | null
  vehicles: number | null
  cards: number | null
  coefficient_ppm: number | null
}
export type LateFeeRuleTable = {
  id: string
  project_id: string
  /** `null`: the rule of the project. */
  fee_standard_id: string | null
  from_on: string
  mode: 'on' | 'off' | 'as_project'
  policy_json: string | null
  document: string | null
  version: number
}
export type LateFeeFreezeTable = {
  id: string
  project_id: string
  room_id: string
  /** `null`: every line of the room. */
  receivable_id: string | null
  from_on: string
  to_on: string | null
  cause: 'dispute' | 'law_suit' | 'other'
  reason: string
  user_id: string
  at: number
}
export type BillRunTable = {
  id: string
  project_id: string
  month: string
  kind: 'month' | 'due' | 'one_off' | 'usage' | 'share' | 'opening' | 'correction'
  state: 'submitted' | 'generating' | 'posted' | 'cancelled' | 'undoing' | 'undone'
  scope_json: string
  created: number
  existing: number
  skipped: number
  total_fen: number
  job_id: string | null
  started_by: string
  started_at: number
  /** Of the plan that was handed in; `null` for a run that nobody handed in. */
  fingerprint: string | null
  checked_by: string | null
  posted_at: number | null
  business_on: string | null
}
export type ReceivableTable = {
  id: string
  project_id: string
  room_id: string
  owner_term_id: string
  fee_item_id: string
  fee_standard_id: string
  bill_run_id: string
  line_key: string
  attempt: number
  month: string
  from_on: string
  to_on: string
  due_on: string
  amount_fen: number
  explanation_json: string
  business_on: string
  at: number
}
export type ReceivableCorrectionTable = {
  id: string
  project_id: string
  receivable_id: string
  corrects_receivable_id: string
}
export type ReceivableEventTable = {
  id: string
  project_id: string
  receivable_id: string
  kind: 'cancelled'
  reason: string
  user_id: string
  business_on: string
  at: number
}
export type ReceivableBalanceTable = {
  receivable_id: string
  paid_fen: number
}
export type ReceivableOpenTable = {
  project_id: string
  room_id: string
  receivable_id: string
  bill_run_id: string
  due_on: string
  from_on: string
  open_fen: number
}
export type ShiftTable = {
  id: string
  project_id: string
  cashier_id: string
  drawer: string
  state: 'open' | 'closed' | 'forced'
  float_fen: number
  float_pieces_json: string
  opened_at: number
  closed_at: number | null
  closed_by: string | null
  difference_reason: string | null
  force_reason: string | null
  hand_over_to: string | null
  hand_over_note: string | null
  z_head: string | null
}
export type ShiftCountTable = {
  id: string
  project_id: string
  shift_id: string
  pieces_json: string
  counted_fen: number
  expected_fen: number
  difference_fen: number
  banked_fen: number
  deposit_slip_no: string | null
  receipts: number
  user_id: string
  at: number
}
export type ReceiptTable = {
  id: string
  project_id: string
  receipt_no: string
  book: string
  project_name: string
  payee_name: string
  payer_name: string
  cashier_name: string
  room_codes: string
  built_area_e2: number | null
  amount_fen: number
  shift_id: string
  cashier_id: string
  note: string | null
  late_fee_order: 'principal_first' | 'late_fee_first' | null
  business_on: string
  at: number
  received_at: number | null
  op_hash: Buffer
  verification_code: string
}
export type ReceiptLineTable = {
  id: string
  project_id: string
  receipt_id: string
  line_no: number
  receivable_id: string
  room_id: string
  room_code: string
  fee_item_name: string
  nature: FeeItemTable['nature']
  amount_fen: number
  part: 'principal' | 'late_fee'
  explanation_json: string | null
}
export type ReceiptTenderTable = {
  id: string
  project_id: string
  receipt_id: string
  tender: string
  amount_fen: number
  received_fen: number | null
  change_fen: number | null
  reference: string | null
}
export type ReceiptEventTable = {
  id: string
  project_id: string
  receipt_id: string
  kind: 'printed' | 'reprinted' | 'saved' | 'voided'
  reason: string | null
  paper_taken_back: Bit | null
  shift_id: string | null
  user_id: string
  approved_by: string | null
  business_on: string
  at: number
}

export interface Tables extends MeteringTables {
  device: DeviceTable
  project: ProjectTable
  feature_switch: FeatureSwitchTable
  user: UserTable
  user_login: UserLoginTable
  sign_in_failure: SignInFailureTable
  role: RoleTable
  role_permission: RolePermissionTable
  user_role: UserRoleTable
  session: SessionTable
  setting: SettingTable
  number_series: NumberSeriesTable
  op_log: OpLogTable
  approval_limit: ApprovalLimitTable
  approval_request: ApprovalRequestTable
  data_export: DataExportTable
  person_key: PersonKeyTable
  command_result: CommandResultTable
  job: JobTable
  print_job: PrintJobTable
  import_batch: ImportBatchTable
  import_draft: ImportDraftTable
  import_mapping: ImportMappingTable
  building: BuildingTable
  unit: UnitTable
  room: RoomTable
  room_area: RoomAreaTable
  person: PersonTable
  owner_term: OwnerTermTable
  relation: RelationTable
  person_lookup: PersonLookupTable
  search_doc: SearchDocTable
  fee_item: FeeItemTable
  fee_standard: FeeStandardTable
  fee_standard_version: FeeStandardVersionTable
  fee_binding: FeeBindingTable
  room_figure: RoomFigureTable
  late_fee_rule: LateFeeRuleTable
  late_fee_freeze: LateFeeFreezeTable
  bill_run: BillRunTable
  receivable: ReceivableTable
  receivable_correction: ReceivableCorrectionTable
  receivable_event: ReceivableEventTable
  receivable_balance: ReceivableBalanceTable
  receivable_open: ReceivableOpenTable
  shift: ShiftTable
  shift_count: ShiftCountTable
  receipt: ReceiptTable
  receipt_line: ReceiptLineTable
  receipt_tender: ReceiptTenderTable
  receipt_event: ReceiptEventTable
}

export type TableName = keyof Tables

/** Tables whose changes are no operations: sessions and queues, derived rows, counters that their documents carry. */
export const TECHNICAL_TABLES = [
  'device',
  'user_login',
  'sign_in_failure',
  'session',
  'number_series',
  'op_log',
  'person_key',
  'command_result',
  'job',
  'print_job',
  'import_draft',
  'import_mapping',
  'search_doc',
  'receivable_balance',
  'receivable_open',
] as const satisfies readonly TableName[]

export type TechnicalTable = (typeof TECHNICAL_TABLES)[number]
export type LoggedTable = Exclude<TableName, TechnicalTable>

/** The rest, by name: tables whose changes are operations. The compiler finds one that is left out. */
const LOGGED: Readonly<Record<LoggedTable, true>> = {
  project: true,
  feature_switch: true,
  user: true,
  role: true,
  role_permission: true,
  user_role: true,
  setting: true,
  approval_limit: true,
  approval_request: true,
  data_export: true,
  import_batch: true,
  building: true,
  unit: true,
  room: true,
  room_area: true,
  person: true,
  owner_term: true,
  relation: true,
  person_lookup: true,
  fee_item: true,
  fee_standard: true,
  fee_standard_version: true,
  fee_binding: true,
  room_figure: true,
  meter: true,
  meter_device: true,
  meter_reading_batch: true,
  meter_reading: true,
  meter_bill: true,
  share_pool: true,
  share_run: true,
  share_meter: true,
  opening: true,
  opening_paid_until: true,
  late_fee_rule: true,
  late_fee_freeze: true,
  bill_run: true,
  receivable: true,
  receivable_correction: true,
  receivable_event: true,
  shift: true,
  shift_count: true,
  receipt: true,
  receipt_line: true,
  receipt_tender: true,
  receipt_event: true,
}
export const LOGGED_TABLES: readonly LoggedTable[] = Object.keys(LOGGED) as LoggedTable[]

/** Personal fields: inside `op_log` they are sealed with the key of the person that `subject` names. */
export const PERSONAL_FIELDS: Partial<
  Record<LoggedTable, { readonly subject: string; readonly fields: readonly string[] }>
> = {
  person: { subject: 'id', fields: ['name', 'phone', 'id_no', 'note'] },
}

/** Money tables, whose operations go in the `ledger` stream. */
export const LEDGER_TABLES: ReadonlySet<TableName> = new Set([
  'receivable',
  'receivable_correction',
  'receivable_event',
  'receipt',
  'receipt_line',
  'receipt_tender',
  'receipt_event',
  'shift',
  'shift_count',
  'meter_bill',
])

/** What an operation must never hold, sealed or not. */
export const SECRET_FIELDS: Partial<Record<LoggedTable, readonly string[]>> = { user: ['password_hash'] }
