import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { APPLICATION_ID, connect } from '../../src-main/core/db/connection.ts'
import type { Connection } from '../../src-main/core/db/connection.ts'
import { MIGRATIONS } from '../../src-main/core/db/migrations/index.ts'
import { TEST_KEY } from '../support/test-core.ts'

/** Rows that a file of a version may hold; what a later version adds to a table comes with that version. */
const ROWS: Readonly<Record<number, readonly string[]>> = {
  1: [
    `INSERT INTO device VALUES(1,'device',1,'A',1,'pc','nonce',NULL,NULL,NULL)`,
    `INSERT INTO project(id,code,name,community_kind,payee_name,receipt_book,created_at) VALUES('p1','JX','锦绣花园','standard','锦绣物业','SJ',1)`,
    `INSERT INTO user(id,username,display_name,password_hash,must_change_password,state,created_at) VALUES('u1','lina','李娜','hash',0,'active',1)`,
    `INSERT INTO role VALUES('r1','clerk','clerk',1,NULL)`,
    `INSERT INTO user_role VALUES('ur1','u1','p1','r1',NULL,NULL)`,
    `INSERT INTO number_series VALUES('SJ','A',2026,42)`,
    `INSERT INTO setting VALUES('s1','project','p1','key','1',1,'u1',1)`,
  ],
  2: [
    `INSERT INTO building VALUES('b1','p1','3栋','3',NULL,NULL)`,
    `INSERT INTO room(id,project_id,building_id,room_no,code,sort_key,usage,occupancy,version) VALUES('room1','p1','b1','1501','3-2-1501','3','residence','occupied',1)`,
    `INSERT INTO owner_term VALUES('t1','p1','room1',NULL,NULL,NULL)`,
    `INSERT INTO person(id,project_id,kind,name,phone) VALUES('person1','p1','natural','张三','13800008000')`,
    `INSERT INTO relation(id,project_id,person_id,room_id,role,owner_term_id) VALUES('rel1','p1','person1','room1','owner','t1')`,
  ],
  3: [
    `INSERT INTO fee_item VALUES('i1','p1','WY','物业费','revenue','every_room',0,1,NULL)`,
    `INSERT INTO fee_standard VALUES('f1','p1','i1','WY-G','物业费','area','{}',1,NULL)`,
    `INSERT INTO bill_run(id,project_id,month,kind,state,scope_json,created,existing,skipped,total_fen,started_by,started_at) VALUES('run1','p1','2026-11','month','posted','{}',1,0,0,16097,'u1',1)`,
    `INSERT INTO receivable(id,project_id,room_id,owner_term_id,fee_item_id,fee_standard_id,bill_run_id,line_key,attempt,month,from_on,to_on,due_on,amount_fen,explanation_json,business_on,at)
      VALUES('line1','p1','room1','t1','i1','f1','run1','key',1,'2026-11','2026-11-01','2026-11-30','2026-11-30',16097,'{}','2026-11-01',1)`,
    `INSERT INTO receivable_balance VALUES('line1',16097)`,
    `INSERT INTO receivable_correction VALUES('rc1','p1','line1','line1')`,
  ],
  4: [
    `INSERT INTO shift(id,project_id,cashier_id,drawer,state,float_fen,float_pieces_json,opened_at) VALUES('sh1','p1','u1','A','open',0,'{}',1)`,
    `INSERT INTO receipt(id,project_id,receipt_no,book,project_name,payee_name,payer_name,cashier_name,room_codes,amount_fen,shift_id,cashier_id,business_on,at,op_hash,verification_code)
      VALUES('rc1','p1','SJ-A-2026-000041','SJ','锦绣花园','锦绣物业','张三','李娜','3-2-1501',16097,'sh1','u1','2026-11-23',1,x'00','c')`,
    `INSERT INTO receipt_line VALUES('rl1','p1','rc1',1,'line1','room1','3-2-1501','物业费','revenue',16097,'principal',NULL)`,
  ],
  5: [
    `INSERT INTO meter(id,project_id,room_id,code,medium,registers_json,loss_json,route,route_order,version) VALUES('m1','p1','room1','S-3-2-1501','cold_water','["total"]','{"kind":"none"}','3栋',1,1)`,
    `INSERT INTO meter_device VALUES('d1','p1','m1','HZ-2019-0001',5,1000,'2027-06-30',1)`,
    `INSERT INTO meter_reading_batch VALUES('mb1','p1','11月抄表.xlsx','imported',1,'job1','u1',1)`,
    `INSERT INTO meter_reading VALUES('mr1','p1','m1','d1',1,'2026-10-31','first','checked','[]','[]',NULL,NULL,NULL,'u1',1)`,
    `INSERT INTO meter_reading VALUES('mr2','p1','m1','d1',2,'2026-11-30','normal','checked','[]','[]',NULL,NULL,'mb1','u1',2)`,
    `INSERT INTO meter_bill VALUES('b1','p1','m1','line1','2026-10-31','2026-11-30',NULL)`,
    `INSERT INTO share_pool VALUES('sp1','p1','电梯电费','i1','f1','usage','[]',600000,'{"kind":"project"}','{"kind":"equal"}',1,NULL)`,
    `INSERT INTO share_run VALUES('sr1','p1','sp1','run1','2026-11-01','2026-11-30','{}','u1',1)`,
    `INSERT INTO share_meter VALUES('sm1','p1','sr1','m1',0,'2026-11-30')`,
    `INSERT INTO opening VALUES('o1','p1','run1','期初.xlsx',1,0,1,0,'{}','u1',1)`,
    `INSERT INTO opening_paid_until VALUES('op1','p1','o1','room1','i1','2026-10-31')`,
  ],
}

export function aFolder(): { readonly path: string; readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'wuye-migrate-'))
  return { folder, path: join(folder, 'wuye.db'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function openFile(path: string): Connection {
  return connect({ path, keyHex: TEST_KEY, access: 'writer' })
}

/** A file as the program of that version left it, with rows of every table that it had something to do with. */
export function fileOfVersion(path: string, version: number): Connection {
  const db = openFile(path)
  for (const migration of MIGRATIONS.slice(0, version)) {
    db.exec(migration.up)
    for (const row of ROWS[migration.version] ?? []) db.exec(row)
  }
  db.pragma(`user_version=${version}`)
  db.pragma(`application_id=${APPLICATION_ID}`)
  return db
}

export const tablesOf = (db: Connection): string[] =>
  (db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string }[]).map(
    (row) => row.name,
  )

/** Everything that defines the file: each object's own text. */
export const schemaOf = (db: Connection): unknown[] =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all()

export function contentOf(db: Connection, tables: readonly string[]): Readonly<Record<string, unknown[]>> {
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]))
}
