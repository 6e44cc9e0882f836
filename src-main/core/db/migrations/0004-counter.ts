import type { Migration } from './migration.ts'

/** Shifts, receipts with their lines and tenders, and the documents that undo them. */
export const counter: Migration = {
  version: 4,
  name: '0004-counter',
  up: `
CREATE TABLE shift(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), cashier_id TEXT NOT NULL REFERENCES user(id),
  drawer TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('open','closed','forced')), float_fen INTEGER NOT NULL CHECK(float_fen >= 0),
  float_pieces_json TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER, closed_by TEXT, difference_reason TEXT,
  force_reason TEXT, hand_over_to TEXT, hand_over_note TEXT, z_head TEXT,
  CHECK((state = 'forced') = (force_reason IS NOT NULL))) STRICT;
CREATE UNIQUE INDEX shift_one_per_cashier ON shift(project_id, cashier_id) WHERE state = 'open';
CREATE UNIQUE INDEX shift_one_per_drawer ON shift(project_id, drawer) WHERE state = 'open';

CREATE TABLE shift_count(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, shift_id TEXT NOT NULL UNIQUE REFERENCES shift(id), pieces_json TEXT NOT NULL,
  counted_fen INTEGER NOT NULL, expected_fen INTEGER NOT NULL, difference_fen INTEGER NOT NULL, banked_fen INTEGER NOT NULL,
  deposit_slip_no TEXT, receipts INTEGER NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TRIGGER shift_count_no_update BEFORE UPDATE ON shift_count BEGIN SELECT RAISE(ABORT, 'the count is entered once'); END;
CREATE TRIGGER shift_count_no_delete BEFORE DELETE ON shift_count BEGIN SELECT RAISE(ABORT, 'the count is entered once'); END;

-- Names stand in the receipt as they were on its first paper: a later change of any of them is no change of the document.
CREATE TABLE receipt(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), receipt_no TEXT NOT NULL UNIQUE, book TEXT NOT NULL,
  project_name TEXT NOT NULL, payee_name TEXT NOT NULL, payer_name TEXT NOT NULL, cashier_name TEXT NOT NULL,
  room_codes TEXT NOT NULL, built_area_e2 INTEGER, amount_fen INTEGER NOT NULL CHECK(amount_fen > 0),
  shift_id TEXT NOT NULL REFERENCES shift(id), cashier_id TEXT NOT NULL REFERENCES user(id), note TEXT,
  -- 冲抵顺序 as it was, for the paper; NULL where no late fee was in question.
  late_fee_order TEXT CHECK(late_fee_order IN ('principal_first','late_fee_first')),
  business_on TEXT NOT NULL, at INTEGER NOT NULL, received_at INTEGER, op_hash BLOB NOT NULL, verification_code TEXT NOT NULL) STRICT;
CREATE INDEX receipt_shift ON receipt(shift_id);
CREATE INDEX receipt_day ON receipt(project_id, business_on);
CREATE TABLE receipt_line(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, receipt_id TEXT NOT NULL REFERENCES receipt(id), line_no INTEGER NOT NULL,
  receivable_id TEXT NOT NULL REFERENCES receivable(id), room_id TEXT NOT NULL, room_code TEXT NOT NULL, fee_item_name TEXT NOT NULL,
  nature TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK(amount_fen > 0),
  -- 违约金 is a line of its own on the receivable that bears it; how it came about stands in the document.
  part TEXT NOT NULL CHECK(part IN ('principal','late_fee')), explanation_json TEXT,
  CHECK((part = 'late_fee') = (explanation_json IS NOT NULL)), UNIQUE(receipt_id, receivable_id, part)) STRICT;
CREATE INDEX receipt_line_receipt ON receipt_line(receipt_id);
CREATE INDEX receipt_line_receivable ON receipt_line(receivable_id);
CREATE INDEX receipt_line_room ON receipt_line(room_id);
CREATE TABLE receipt_tender(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, receipt_id TEXT NOT NULL REFERENCES receipt(id), tender TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK(amount_fen > 0), received_fen INTEGER, change_fen INTEGER, reference TEXT) STRICT;
CREATE INDEX receipt_tender_receipt ON receipt_tender(receipt_id);
CREATE TABLE receipt_event(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, receipt_id TEXT NOT NULL REFERENCES receipt(id),
  kind TEXT NOT NULL CHECK(kind IN ('printed','reprinted','saved','voided')), reason TEXT, paper_taken_back INTEGER,
  shift_id TEXT, user_id TEXT NOT NULL, approved_by TEXT, business_on TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX receipt_event_receipt ON receipt_event(receipt_id);
CREATE UNIQUE INDEX receipt_voided_once ON receipt_event(receipt_id) WHERE kind = 'voided';
${['receipt', 'receipt_line', 'receipt_tender', 'receipt_event']
  .map(
    (table) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;`,
  )
  .join('')}
`,
}
