import type { Migration } from './migration.ts'

/** Meters, the devices that hang there one after another, their readings, and which bills were made of which readings. */
export const metering: Migration = {
  version: 5,
  name: '0005-metering',
  up: `
CREATE TABLE meter(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id),
  room_id TEXT REFERENCES room(id), building_id TEXT REFERENCES building(id),
  code TEXT NOT NULL,
  medium TEXT NOT NULL CHECK(medium IN ('cold_water','hot_water','reclaimed_water','electricity','gas','heat')),
  registers_json TEXT NOT NULL, loss_json TEXT NOT NULL, parent_id TEXT REFERENCES meter(id),
  place TEXT, route TEXT NOT NULL, route_order INTEGER NOT NULL,
  counted_before_on TEXT, counted_before_e3 INTEGER, version INTEGER NOT NULL, ended_on TEXT,
  CHECK(room_id IS NULL OR building_id IS NULL), CHECK((counted_before_on IS NULL) = (counted_before_e3 IS NULL)),
  UNIQUE(project_id, code)) STRICT;
CREATE INDEX meter_room ON meter(room_id);
CREATE INDEX meter_parent ON meter(parent_id);
CREATE INDEX meter_route ON meter(project_id, route, route_order);

CREATE TABLE meter_device(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, meter_id TEXT NOT NULL REFERENCES meter(id), serial_no TEXT,
  digits INTEGER NOT NULL CHECK(digits BETWEEN 1 AND 8), multiplier_e3 INTEGER NOT NULL CHECK(multiplier_e3 > 0),
  verified_until_on TEXT, seq INTEGER NOT NULL, UNIQUE(meter_id, seq)) STRICT;

CREATE TABLE meter_reading_batch(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('importing','imported','undoing','undone','cancelled')),
  readings INTEGER NOT NULL, job_id TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

-- Readings in the order of entry (seq). Whether one is billed is asked of the lines: an undone run frees its readings.
CREATE TABLE meter_reading(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, meter_id TEXT NOT NULL REFERENCES meter(id),
  meter_device_id TEXT NOT NULL REFERENCES meter_device(id), seq INTEGER NOT NULL, read_on TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('normal','first','final','estimated','replaced_old','replaced_new','corrected')),
  state TEXT NOT NULL CHECK(state IN ('entered','checked')),
  dials_json TEXT NOT NULL, anomalies_json TEXT NOT NULL, corrects_reading_id TEXT REFERENCES meter_reading(id), reason TEXT,
  batch_id TEXT REFERENCES meter_reading_batch(id), user_id TEXT NOT NULL, at INTEGER NOT NULL,
  CHECK((kind = 'corrected') = (corrects_reading_id IS NOT NULL)), UNIQUE(meter_id, seq)) STRICT;
CREATE INDEX meter_reading_day ON meter_reading(meter_id, read_on);
CREATE INDEX meter_reading_batch_rows ON meter_reading(batch_id);

-- Which meter was billed for which days by which line; a difference line names the line that it corrects.
CREATE TABLE meter_bill(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, meter_id TEXT NOT NULL REFERENCES meter(id),
  receivable_id TEXT NOT NULL REFERENCES receivable(id), base_on TEXT NOT NULL, end_on TEXT NOT NULL,
  corrects_receivable_id TEXT REFERENCES receivable(id)) STRICT;
CREATE INDEX meter_bill_meter ON meter_bill(meter_id, end_on);
CREATE INDEX meter_bill_line ON meter_bill(receivable_id);
CREATE INDEX meter_bill_corrects ON meter_bill(corrects_receivable_id);

-- 公摊: what is shared, over whom and by what; and each sharing with the sheet that was put up for it.
CREATE TABLE share_pool(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), name TEXT NOT NULL,
  fee_item_id TEXT NOT NULL REFERENCES fee_item(id), fee_standard_id TEXT NOT NULL REFERENCES fee_standard(id),
  kind TEXT NOT NULL CHECK(kind IN ('usage','master_difference','amount')), meter_ids_json TEXT NOT NULL,
  price_e6 INTEGER NOT NULL CHECK(price_e6 >= 0), scope_json TEXT NOT NULL, weight_json TEXT NOT NULL,
  version INTEGER NOT NULL, ended_on TEXT, UNIQUE(project_id, name)) STRICT;
CREATE TABLE share_run(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), share_pool_id TEXT NOT NULL REFERENCES share_pool(id),
  bill_run_id TEXT NOT NULL REFERENCES bill_run(id), from_on TEXT NOT NULL, to_on TEXT NOT NULL, sheet_json TEXT NOT NULL,
  user_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX share_run_pool ON share_run(share_pool_id, from_on);
-- Which meters a share rests on, and up to which reading; those below a master only lessen what it counted.
CREATE TABLE share_meter(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, share_run_id TEXT NOT NULL REFERENCES share_run(id),
  meter_id TEXT NOT NULL REFERENCES meter(id), is_below INTEGER NOT NULL CHECK(is_below IN (0,1)), end_on TEXT NOT NULL) STRICT;
CREATE INDEX share_meter_meter ON share_meter(meter_id, end_on);
CREATE INDEX share_meter_run ON share_meter(share_run_id);

-- 期初: one posting of opening positions with the control totals that were typed, and what was paid until when by item.
-- Its debts are lines of its run, its readings a batch of readings under the same id as the posting.
CREATE TABLE opening(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), bill_run_id TEXT NOT NULL UNIQUE REFERENCES bill_run(id),
  file_name TEXT NOT NULL, rooms INTEGER NOT NULL, debts INTEGER NOT NULL, paid_untils INTEGER NOT NULL, readings INTEGER NOT NULL,
  totals_json TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE opening_paid_until(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, opening_id TEXT NOT NULL REFERENCES opening(id),
  room_id TEXT NOT NULL REFERENCES room(id), fee_item_id TEXT NOT NULL REFERENCES fee_item(id), until_on TEXT NOT NULL,
  UNIQUE(opening_id, room_id, fee_item_id)) STRICT;
CREATE INDEX opening_paid_until_room ON opening_paid_until(room_id);
`,
}
