import type { Migration } from './migration.ts'

/** Buildings, rooms with dated areas, people, who owns or rents what, imports, and the search index. */
export const roomPeople: Migration = {
  version: 2,
  name: '0002-room-people',
  up: `
CREATE TABLE import_batch(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('importing','imported','undone','cancelled')),
  created INTEGER NOT NULL, updated INTEGER NOT NULL, totals_json TEXT NOT NULL,
  at INTEGER NOT NULL, user_id TEXT NOT NULL) STRICT;

-- A draft holds what was read and mended until it is imported or thrown away; it leaves after seven days.
CREATE TABLE import_draft(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), kind TEXT NOT NULL CHECK(kind IN ('rooms','opening')),
  file_name TEXT NOT NULL, content BLOB NOT NULL, settings_json TEXT NOT NULL, user_id TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE import_mapping(
  project_id TEXT NOT NULL, fingerprint TEXT NOT NULL, columns_json TEXT NOT NULL, used_at INTEGER NOT NULL,
  PRIMARY KEY(project_id, fingerprint)) STRICT, WITHOUT ROWID;

CREATE TABLE building(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), name TEXT NOT NULL, sort_key TEXT NOT NULL,
  import_batch_id TEXT, ended_on TEXT, UNIQUE(project_id, name)) STRICT;
CREATE TABLE unit(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), building_id TEXT NOT NULL REFERENCES building(id),
  name TEXT NOT NULL, sort_key TEXT NOT NULL, import_batch_id TEXT, ended_on TEXT, UNIQUE(building_id, name)) STRICT;
CREATE TABLE room(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), building_id TEXT NOT NULL REFERENCES building(id),
  unit_id TEXT REFERENCES unit(id), floor TEXT, room_no TEXT NOT NULL, code TEXT NOT NULL, sort_key TEXT NOT NULL,
  usage TEXT NOT NULL CHECK(usage IN ('residence','shop','office','parking','storage','other')),
  occupancy TEXT NOT NULL CHECK(occupancy IN ('unsold','handed_over','renovating','occupied','rented','vacant')),
  handover_on TEXT, opening_paid_until_on TEXT, note TEXT, version INTEGER NOT NULL, import_batch_id TEXT, ended_on TEXT) STRICT;
CREATE UNIQUE INDEX room_code ON room(project_id, code) WHERE ended_on IS NULL;
CREATE INDEX room_building ON room(building_id, sort_key);
-- Holds all that opening the list needs, so that the rooms themselves are read for the rows on the screen alone.
CREATE INDEX room_order ON room(project_id, sort_key, ended_on, building_id, id);
CREATE INDEX room_live ON room(project_id, building_id) WHERE ended_on IS NULL;
CREATE TABLE room_area(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, room_id TEXT NOT NULL REFERENCES room(id), from_on TEXT,
  built_area_e2 INTEGER NOT NULL CHECK(built_area_e2 > 0), inner_area_e2 INTEGER CHECK(inner_area_e2 > 0), import_batch_id TEXT) STRICT;
CREATE UNIQUE INDEX room_area_from ON room_area(room_id, ifnull(from_on, ''));

CREATE TABLE person(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), kind TEXT NOT NULL CHECK(kind IN ('natural','company')),
  name TEXT NOT NULL, phone TEXT, id_no TEXT, note TEXT, import_batch_id TEXT, ended_on TEXT) STRICT;
CREATE INDEX person_phone ON person(project_id, phone) WHERE phone IS NOT NULL;

-- 业主期: debt belongs to (object, owner term). A room that nobody bought yet has a term without owners.
CREATE TABLE owner_term(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, room_id TEXT NOT NULL REFERENCES room(id), from_on TEXT, to_on TEXT,
  import_batch_id TEXT) STRICT;
CREATE INDEX owner_term_room ON owner_term(room_id);
CREATE TABLE relation(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, person_id TEXT NOT NULL REFERENCES person(id),
  room_id TEXT NOT NULL REFERENCES room(id), role TEXT NOT NULL CHECK(role IN ('owner','tenant')),
  owner_term_id TEXT REFERENCES owner_term(id), from_on TEXT, to_on TEXT, share_ppm INTEGER, import_batch_id TEXT) STRICT;
CREATE INDEX relation_room ON relation(room_id, role);
CREATE INDEX relation_person ON relation(person_id);

-- 查看记录: who looked at a person's whole name, number or phone, or looked somebody up by one. Never the value itself.
CREATE TABLE person_lookup(
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id), user_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('reveal','search')), field TEXT NOT NULL CHECK(field IN ('name','phone','id_no')),
  person_id TEXT, room_id TEXT, reason TEXT, at INTEGER NOT NULL) STRICT;
CREATE INDEX person_lookup_user ON person_lookup(user_id, kind, at);
CREATE TRIGGER person_lookup_no_update BEFORE UPDATE ON person_lookup BEGIN SELECT RAISE(ABORT, 'the record of look-ups is append-only'); END;
CREATE TRIGGER person_lookup_no_delete BEFORE DELETE ON person_lookup BEGIN SELECT RAISE(ABORT, 'the record of look-ups is append-only'); END;

CREATE TABLE search_doc(
  id INTEGER PRIMARY KEY, project_id TEXT NOT NULL, building_id TEXT, kind TEXT NOT NULL CHECK(kind IN ('room','receipt')),
  object_id TEXT NOT NULL UNIQUE, rank_key TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(
  room, name, phone, id_no, plate, receipt, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3');
INSERT INTO search_index(search_index, rank) VALUES('secure-delete', 1);
`,
}
