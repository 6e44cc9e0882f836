import type { Migration } from './migration.ts'

/** Device, projects, people who work here, sessions, settings, the operation chain and the number series. */
export const foundation: Migration = {
  version: 1,
  name: '0001-foundation',
  up: `
CREATE TABLE device(
  id INTEGER PRIMARY KEY CHECK(id = 1), device_uid TEXT NOT NULL, device_no INTEGER NOT NULL, series TEXT NOT NULL,
  epoch INTEGER NOT NULL, hw_hint TEXT NOT NULL, file_nonce TEXT NOT NULL, enrolled_at INTEGER,
  last_clean_exit_at INTEGER, balance_differences INTEGER) STRICT;

CREATE TABLE project(
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  community_kind TEXT NOT NULL CHECK(community_kind IN ('old','standard','premium')),
  payee_name TEXT NOT NULL, receipt_book TEXT NOT NULL UNIQUE, go_live_on TEXT, created_at INTEGER NOT NULL, ended_on TEXT) STRICT;

CREATE TABLE feature_switch(
  project_id TEXT NOT NULL REFERENCES project(id), feature TEXT NOT NULL, enabled INTEGER NOT NULL CHECK(enabled IN (0,1)),
  PRIMARY KEY(project_id, feature)) STRICT, WITHOUT ROWID;

CREATE TABLE user(
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL CHECK(must_change_password IN (0,1)),
  state TEXT NOT NULL CHECK(state IN ('active','disabled')), disabled_reason TEXT, created_at INTEGER NOT NULL,
  handed_by TEXT REFERENCES user(id), handed_at INTEGER,
  CHECK((handed_by IS NULL) = (handed_at IS NULL)),
  CHECK((state = 'disabled') = (disabled_reason IS NOT NULL))) STRICT;

-- What signing in touches each time stands apart from the account: it is no operation.
CREATE TABLE user_login(
  user_id TEXT PRIMARY KEY REFERENCES user(id), failed_count INTEGER NOT NULL, locked_until_at INTEGER,
  last_login_at INTEGER) STRICT;

-- Wrong passwords one by one: the count beside the account is forgotten with the next right one. Never what was typed.
CREATE TABLE sign_in_failure(
  id INTEGER PRIMARY KEY, user_id TEXT REFERENCES user(id), at INTEGER NOT NULL) STRICT;
CREATE INDEX sign_in_failure_at ON sign_in_failure(at, user_id);

CREATE TABLE role(
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, preset INTEGER NOT NULL CHECK(preset IN (0,1)),
  ended_on TEXT) STRICT;
CREATE TABLE role_permission(
  role_id TEXT NOT NULL REFERENCES role(id), permission TEXT NOT NULL,
  PRIMARY KEY(role_id, permission)) STRICT, WITHOUT ROWID;
CREATE TABLE user_role(
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user(id), project_id TEXT NOT NULL REFERENCES project(id),
  role_id TEXT NOT NULL REFERENCES role(id), building_ids_json TEXT, ended_at INTEGER) STRICT;
CREATE INDEX user_role_user ON user_role(user_id, project_id);

CREATE TABLE session(
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL REFERENCES user(id),
  project_id TEXT REFERENCES project(id), seat TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
  locked INTEGER NOT NULL CHECK(locked IN (0,1)), ended_at INTEGER, end_reason TEXT) STRICT;
CREATE INDEX session_live ON session(user_id) WHERE ended_at IS NULL;
CREATE INDEX session_of_user ON session(user_id, created_at);

CREATE TABLE setting(
  id TEXT PRIMARY KEY, scope TEXT NOT NULL CHECK(scope IN ('company','project','device','user')), scope_id TEXT NOT NULL,
  key TEXT NOT NULL, value_json TEXT NOT NULL, version INTEGER NOT NULL, set_by TEXT NOT NULL, set_at INTEGER NOT NULL,
  UNIQUE(scope, scope_id, key, version)) STRICT;

CREATE TABLE number_series(
  book TEXT NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL, next INTEGER NOT NULL CHECK(next >= 1),
  PRIMARY KEY(book, series, year)) STRICT, WITHOUT ROWID;

CREATE TABLE op_log(
  dev_seq INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, project_id TEXT, stream TEXT NOT NULL, txn_id TEXT NOT NULL,
  txn_last INTEGER NOT NULL CHECK(txn_last IN (0,1)), kind TEXT NOT NULL CHECK(kind IN ('I','U','D','B')),
  tbl TEXT NOT NULL, row_id TEXT NOT NULL, body BLOB NOT NULL, hlc TEXT NOT NULL, schema_v INTEGER NOT NULL,
  user_id TEXT NOT NULL, command TEXT NOT NULL, at INTEGER NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL,
  pushed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX op_log_row ON op_log(tbl, row_id);
CREATE INDEX op_log_at ON op_log(at);
-- The audit page reads a project's history off this alone, however long it is.
CREATE INDEX op_log_history ON op_log(project_id, at, dev_seq, user_id, tbl, command, kind);
CREATE TRIGGER op_log_no_update BEFORE UPDATE OF dev_seq, op_id, project_id, stream, txn_id, kind, tbl, row_id, body, hlc, schema_v,
    user_id, command, at, prev_hash, hash ON op_log
  BEGIN SELECT RAISE(ABORT, 'the operation log is append-only'); END;
-- REPLACE would take a row away past the trigger against deleting.
CREATE TRIGGER op_log_no_replace BEFORE INSERT ON op_log
  WHEN NEW.dev_seq <= ifnull((SELECT max(dev_seq) FROM op_log), 0) OR EXISTS(SELECT 1 FROM op_log WHERE op_id = NEW.op_id)
  BEGIN SELECT RAISE(ABORT, 'the operation log is append-only'); END;
CREATE TRIGGER op_log_no_delete BEFORE DELETE ON op_log BEGIN SELECT RAISE(ABORT, 'the operation log is append-only'); END;

-- 审批额度: what a role may do alone and approve for others; NULL is "any", a negative number "never". No row: the shipped preset.
CREATE TABLE approval_limit(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), role_id TEXT NOT NULL REFERENCES role(id),
  kind TEXT NOT NULL, alone_fen INTEGER, approve_fen INTEGER, UNIQUE(project_id, role_id, kind)) STRICT;
-- 审批: a command that waits for a second person, exactly as it will run. The input is NULL when it must not be kept.
CREATE TABLE approval_request(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), kind TEXT NOT NULL, operation TEXT NOT NULL,
  command_id TEXT NOT NULL UNIQUE, input_json TEXT, input_hash TEXT NOT NULL, person_id TEXT, facts_json TEXT NOT NULL,
  amount_fen INTEGER, building_ids_json TEXT, reason TEXT NOT NULL, way TEXT NOT NULL CHECK(way IN ('inbox','here','alone')),
  state TEXT NOT NULL CHECK(state IN ('pending','approved','rejected','withdrawn','expired','nobody_else')),
  requested_by TEXT NOT NULL REFERENCES user(id), requested_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  decided_by TEXT, decided_at INTEGER, decision_reason TEXT, CHECK((state = 'pending') = (decided_at IS NULL)),
  CHECK(decided_by IS NULL OR decided_by <> requested_by OR state = 'withdrawn')) STRICT;
CREATE INDEX approval_pending ON approval_request(project_id, expires_at) WHERE state = 'pending';
CREATE INDEX approval_by ON approval_request(requested_by, requested_at);
CREATE INDEX approval_decided ON approval_request(project_id, decided_at) WHERE state <> 'pending';
CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval_request WHEN OLD.state <> 'pending'
    OR NEW.input_hash IS NOT OLD.input_hash OR NEW.requested_by IS NOT OLD.requested_by OR NEW.operation IS NOT OLD.operation
  BEGIN SELECT RAISE(ABORT, 'a decided request never changes'); END;
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval_request BEGIN SELECT RAISE(ABORT, 'requests are never deleted'); END;

CREATE TABLE person_key(person_id TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;

CREATE TABLE command_result(
  command_id TEXT PRIMARY KEY, operation TEXT NOT NULL, user_id TEXT NOT NULL, input_hash TEXT NOT NULL,
  answer_json TEXT, at INTEGER NOT NULL) STRICT;
CREATE INDEX command_result_at ON command_result(at);

CREATE TABLE job(
  id TEXT PRIMARY KEY, project_id TEXT REFERENCES project(id), kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('queued','running','done','failed','cancelled')), priority INTEGER NOT NULL,
  input_json TEXT NOT NULL, cursor_json TEXT, done INTEGER NOT NULL, total INTEGER NOT NULL,
  cancel_requested INTEGER NOT NULL CHECK(cancel_requested IN (0,1)), result_json TEXT, failure_json TEXT,
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL, finished_at INTEGER) STRICT;
CREATE INDEX job_backup ON job(state) WHERE kind = 'backup';
CREATE INDEX job_unfinished ON job(priority, created_at) WHERE state IN ('queued','running');

-- 个人信息导出: who took which list out of the program. How many rows it became, its job tells; without a job the row itself.
CREATE TABLE data_export(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), user_id TEXT NOT NULL REFERENCES user(id),
  kind TEXT NOT NULL, contents TEXT NOT NULL CHECK(contents IN ('masked','names','contacts')), job_id TEXT, rows INTEGER,
  approved_by TEXT, at INTEGER NOT NULL, CHECK((job_id IS NULL) = (rows IS NOT NULL))) STRICT;
CREATE INDEX data_export_at ON data_export(project_id, at);
CREATE TRIGGER data_export_no_update BEFORE UPDATE ON data_export BEGIN SELECT RAISE(ABORT, 'the record of exports is append-only'); END;
CREATE TRIGGER data_export_no_delete BEFORE DELETE ON data_export BEGIN SELECT RAISE(ABORT, 'the record of exports is append-only'); END;

CREATE TABLE print_job(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, document_id TEXT NOT NULL, document_no TEXT NOT NULL,
  template_version INTEGER NOT NULL, format TEXT NOT NULL, copies INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('queued','sent','confirmed','failed')), reprint_no INTEGER NOT NULL,
  failure TEXT, created_by TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
CREATE INDEX print_job_queued ON print_job(created_at) WHERE state = 'queued';
CREATE INDEX print_job_failed ON print_job(created_at) WHERE state = 'failed';
CREATE INDEX print_job_document ON print_job(document_id);
`,
}
