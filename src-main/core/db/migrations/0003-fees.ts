import type { Migration } from './migration.ts'

/** Fee standards with dated prices, their bindings, bill runs and the receivable lines that they make. */
export const fees: Migration = {
  version: 3,
  name: '0003-fees',
  up: `
CREATE TABLE fee_item(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), code TEXT NOT NULL, name TEXT NOT NULL,
  nature TEXT NOT NULL CHECK(nature IN ('revenue','collected_for_others','held','maintenance_fund')),
  expects TEXT NOT NULL CHECK(expects IN ('every_room','bound_only')),
  tax_rate_ppm INTEGER NOT NULL CHECK(tax_rate_ppm BETWEEN 0 AND 1000000), priority INTEGER NOT NULL, ended_on TEXT, UNIQUE(project_id, name)) STRICT;
CREATE TABLE fee_standard(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), fee_item_id TEXT NOT NULL REFERENCES fee_item(id),
  code TEXT NOT NULL, name TEXT NOT NULL,
  tariff_kind TEXT NOT NULL CHECK(tariff_kind IN ('area','fixed','count','formula','one_off','metered','linked','share')),
  terms_json TEXT NOT NULL, version INTEGER NOT NULL, ended_on TEXT, UNIQUE(project_id, code)) STRICT;
CREATE TABLE fee_standard_version(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, fee_standard_id TEXT NOT NULL REFERENCES fee_standard(id),
  from_on TEXT NOT NULL, price_e6 INTEGER NOT NULL CHECK(price_e6 >= 0),
  -- Surcharge, formula and usage table of this version; NULL for the plain price, which most are.
  detail_json TEXT, document TEXT, public_from_on TEXT, public_to_on TEXT, UNIQUE(fee_standard_id, from_on)) STRICT;
CREATE TABLE fee_binding(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, fee_standard_id TEXT NOT NULL REFERENCES fee_standard(id),
  room_id TEXT NOT NULL REFERENCES room(id), from_on TEXT NOT NULL, to_on TEXT,
  override_price_e6 INTEGER, override_reason TEXT, CHECK((override_price_e6 IS NULL) = (override_reason IS NULL))) STRICT;
CREATE INDEX fee_binding_room ON fee_binding(room_id);
CREATE INDEX fee_binding_standard ON fee_binding(fee_standard_id);

-- 计费数据: what counted fees and formulas ask of a room beside its area, from a day on. NULL = nobody counted, which is not 0.
CREATE TABLE room_figure(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, room_id TEXT NOT NULL REFERENCES room(id), from_on TEXT NOT NULL,
  persons INTEGER CHECK(persons >= 0), spaces INTEGER CHECK(spaces >= 0), vehicles INTEGER CHECK(vehicles >= 0),
  cards INTEGER CHECK(cards >= 0), coefficient_ppm INTEGER CHECK(coefficient_ppm >= 0), UNIQUE(room_id, from_on)) STRICT;

-- 违约金规则 from a day on: of the project, or of one standard instead. It holds for what falls due from that day; an older debt keeps its own.
CREATE TABLE late_fee_rule(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), fee_standard_id TEXT REFERENCES fee_standard(id),
  from_on TEXT NOT NULL, mode TEXT NOT NULL CHECK(mode IN ('on','off','as_project')), policy_json TEXT, document TEXT,
  version INTEGER NOT NULL, CHECK((mode = 'on') = (policy_json IS NOT NULL)),
  CHECK(mode <> 'as_project' OR fee_standard_id IS NOT NULL)) STRICT;
CREATE UNIQUE INDEX late_fee_rule_from ON late_fee_rule(project_id, ifnull(fee_standard_id, ''), from_on);
-- 冻结: days on which no late fee is counted, of a room or of one line; \`to_on\` NULL = still.
CREATE TABLE late_fee_freeze(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), room_id TEXT NOT NULL REFERENCES room(id),
  receivable_id TEXT REFERENCES receivable(id), from_on TEXT NOT NULL, to_on TEXT,
  cause TEXT NOT NULL CHECK(cause IN ('dispute','law_suit','other')), reason TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL,
  CHECK(to_on IS NULL OR to_on >= from_on)) STRICT;
CREATE INDEX late_fee_freeze_room ON late_fee_freeze(room_id);

CREATE TABLE bill_run(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), month TEXT NOT NULL,
  -- 'month': a month by name; 'due': what was due on a day; 'one_off': a single charge that happened;
  -- 'usage': what was read by a month; 'share': a pool of the common parts; 'opening': what was owed before go-live;
  -- 'correction': what a late change made of issued months.
  kind TEXT NOT NULL CHECK(kind IN ('month','due','one_off','usage','share','opening','correction')),
  state TEXT NOT NULL CHECK(state IN ('submitted','generating','posted','cancelled','undoing','undone')),
  scope_json TEXT NOT NULL,
  created INTEGER NOT NULL, existing INTEGER NOT NULL, skipped INTEGER NOT NULL, total_fen INTEGER NOT NULL,
  -- Of the plan that was handed in: whoever checks publishes that, or gives it back.
  fingerprint TEXT,
  job_id TEXT, started_by TEXT NOT NULL, started_at INTEGER NOT NULL, checked_by TEXT, posted_at INTEGER, business_on TEXT) STRICT;
CREATE INDEX bill_run_month ON bill_run(project_id, month);

-- 应收: insert-only. A run becomes visible as a whole when it is posted; only an unposted run's lines may go again.
CREATE TABLE receivable(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, room_id TEXT NOT NULL REFERENCES room(id),
  owner_term_id TEXT NOT NULL REFERENCES owner_term(id), fee_item_id TEXT NOT NULL REFERENCES fee_item(id),
  fee_standard_id TEXT NOT NULL REFERENCES fee_standard(id), bill_run_id TEXT NOT NULL REFERENCES bill_run(id),
  line_key TEXT NOT NULL UNIQUE, attempt INTEGER NOT NULL, month TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT NOT NULL,
  due_on TEXT NOT NULL, amount_fen INTEGER NOT NULL, explanation_json TEXT NOT NULL, business_on TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX receivable_room ON receivable(room_id, from_on);
CREATE INDEX receivable_run ON receivable(bill_run_id);
CREATE INDEX receivable_month ON receivable(project_id, month, room_id);
CREATE TRIGGER receivable_no_update BEFORE UPDATE ON receivable BEGIN SELECT RAISE(ABORT, 'receivables are never changed'); END;
CREATE TRIGGER receivable_no_delete BEFORE DELETE ON receivable
  WHEN (SELECT state FROM bill_run WHERE id = OLD.bill_run_id) IS NOT 'generating'
  BEGIN SELECT RAISE(ABORT, 'posted receivables are never deleted'); END;

-- 补差: which line a difference line corrects.
CREATE TABLE receivable_correction(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, receivable_id TEXT NOT NULL UNIQUE REFERENCES receivable(id),
  corrects_receivable_id TEXT NOT NULL REFERENCES receivable(id)) STRICT;
CREATE INDEX receivable_correction_of ON receivable_correction(corrects_receivable_id);

CREATE TABLE receivable_event(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, receivable_id TEXT NOT NULL REFERENCES receivable(id),
  kind TEXT NOT NULL CHECK(kind IN ('cancelled')), reason TEXT NOT NULL, user_id TEXT NOT NULL, business_on TEXT NOT NULL,
  at INTEGER NOT NULL, UNIQUE(receivable_id, kind)) STRICT;
CREATE TRIGGER receivable_event_no_update BEFORE UPDATE ON receivable_event BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER receivable_event_no_delete BEFORE DELETE ON receivable_event BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;

-- Derived: what has been paid on a line. Compared with the receipts after an unclean end (core/db/verify-balances.ts).
CREATE TABLE receivable_balance(
  receivable_id TEXT PRIMARY KEY REFERENCES receivable(id), paid_fen INTEGER NOT NULL CHECK(paid_fen >= 0)) STRICT, WITHOUT ROWID;

-- Derived: the lines on which something is open, so that what a room owes is read without its paid history. Kept by triggers:
-- whoever writes a line, a payment or a cancellation cannot forget it. Whether the run is posted is asked of the run.
CREATE TABLE receivable_open(
  project_id TEXT NOT NULL, room_id TEXT NOT NULL, receivable_id TEXT NOT NULL, bill_run_id TEXT NOT NULL, due_on TEXT NOT NULL,
  from_on TEXT NOT NULL, open_fen INTEGER NOT NULL, PRIMARY KEY(project_id, room_id, receivable_id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER receivable_opens AFTER INSERT ON receivable WHEN NEW.amount_fen <> 0 BEGIN
  INSERT INTO receivable_open VALUES(NEW.project_id, NEW.room_id, NEW.id, NEW.bill_run_id, NEW.due_on, NEW.from_on, NEW.amount_fen); END;
CREATE TRIGGER receivable_goes AFTER DELETE ON receivable BEGIN
  DELETE FROM receivable_open WHERE project_id = OLD.project_id AND room_id = OLD.room_id AND receivable_id = OLD.id; END;
CREATE TRIGGER receivable_is_cancelled AFTER INSERT ON receivable_event WHEN NEW.kind = 'cancelled' BEGIN
  DELETE FROM receivable_open WHERE receivable_id = NEW.receivable_id
    AND (project_id, room_id) = (SELECT r.project_id, r.room_id FROM receivable r WHERE r.id = NEW.receivable_id); END;
${['INSERT', 'UPDATE OF paid_fen']
  .map(
    (change) => `
CREATE TRIGGER receivable_balance_${change.slice(0, 6).toLowerCase()} AFTER ${change} ON receivable_balance BEGIN
  DELETE FROM receivable_open WHERE receivable_id = NEW.receivable_id
    AND (project_id, room_id) = (SELECT r.project_id, r.room_id FROM receivable r WHERE r.id = NEW.receivable_id);
  INSERT INTO receivable_open SELECT r.project_id, r.room_id, r.id, r.bill_run_id, r.due_on, r.from_on, r.amount_fen - NEW.paid_fen
    FROM receivable r WHERE r.id = NEW.receivable_id AND r.amount_fen <> NEW.paid_fen
    AND NOT EXISTS(SELECT 1 FROM receivable_event e WHERE e.receivable_id = r.id AND e.kind = 'cancelled'); END;`,
  )
  .join('')}
`,
}
