import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Connection } from '../../src-main/core/db/connection.ts'
import { SCHEMA_VERSION } from '../../src-main/core/db/migrations/index.ts'
import { aFolder, fileOfVersion } from './rig.ts'

let place: ReturnType<typeof aFolder>
let db: Connection
beforeEach(() => {
  place = aFolder()
  db = fileOfVersion(place.path, SCHEMA_VERSION)
})
afterEach(() => {
  db.close()
  place.remove()
})

const meter = (changes: string) => `UPDATE meter SET ${changes} WHERE id = 'm1'`
const reading = (values: string) => `INSERT INTO meter_reading VALUES(${values})`

describe('the tables of the meters', () => {
  it('keep a code once in a project, and a meter in a room or in a building, never in both', () => {
    expect(() =>
      db.exec(
        `INSERT INTO meter(id,project_id,code,medium,registers_json,loss_json,route,route_order,version) VALUES('m2','p1','S-3-2-1501','gas','[]','{}','',0,1)`,
      ),
    ).toThrow('UNIQUE')
    expect(() => db.exec(meter("building_id = 'b1'"))).toThrow('CHECK')
    expect(() => db.exec(meter("building_id = 'b1', room_id = NULL"))).not.toThrow()
  })

  it('know the media and kinds of readings, and nothing else', () => {
    expect(() => db.exec(meter("medium = 'beer'"))).toThrow('CHECK')
    expect(() =>
      db.exec(reading("'mr3','p1','m1','d1',3,'2026-12-31','guessed','checked','[]','[]',NULL,NULL,NULL,'u1',3")),
    ).toThrow('CHECK')
  })

  it('want a correction to name what it corrects, and nothing else to name one', () => {
    expect(() =>
      db.exec(reading("'mr3','p1','m1','d1',3,'2026-11-30','corrected','checked','[]','[]',NULL,NULL,NULL,'u1',3")),
    ).toThrow('CHECK')
    expect(() =>
      db.exec(reading("'mr3','p1','m1','d1',3,'2026-11-30','normal','checked','[]','[]','mr2',NULL,NULL,'u1',3")),
    ).toThrow('CHECK')
    expect(() =>
      db.exec(reading("'mr3','p1','m1','d1',3,'2026-11-30','corrected','checked','[]','[]','mr2','抄错',NULL,'u1',3")),
    ).not.toThrow()
  })

  it('give each place in the order of entry once', () => {
    expect(() =>
      db.exec(reading("'mr3','p1','m1','d1',2,'2026-12-31','normal','checked','[]','[]',NULL,NULL,NULL,'u1',3")),
    ).toThrow('UNIQUE')
  })
})
