import type {
  BindingRecord,
  PersonRecord,
  ProjectRecord,
  RelationRecord,
  RoomRecord,
  StandardRecord,
} from '../../../src-shared/domain/demo/index.ts'
import { generateCommunity } from '../../../src-shared/domain/demo/index.ts'
import { localDate } from '../../../src-shared/kernel/time.ts'

/** The room of the worked cases: 89.43 ㎡, handed over long ago, nothing paid yet. */
export function aRoom(fields: Partial<RoomRecord> = {}): RoomRecord {
  return {
    index: 0,
    building_index: 0,
    code: '3-2-1501',
    building: '3',
    unit: '2',
    floor: 15,
    room: '1501',
    usage: 'residence',
    built_area_e2: 89_43,
    inner_area_e2: 72_10,
    handover_on: localDate('2020-06-18'),
    occupancy: 'occupied',
    paid_until_on: null,
    ...fields,
  }
}

export function aShop(fields: Partial<RoomRecord> = {}): RoomRecord {
  return aRoom({ code: '门市A-5', building: '门市A', unit: null, floor: 1, room: '5', usage: 'shop', ...fields })
}

export function aPerson(fields: Partial<PersonRecord> = {}): PersonRecord {
  return { index: 0, kind: 'natural', name: '张三', phone: '13800008000', id_no: '330199198001010017', ...fields }
}

export function aCompany(fields: Partial<PersonRecord> = {}): PersonRecord {
  return aPerson({ kind: 'company', name: '鑫源商贸有限公司', id_no: null, ...fields })
}

export function aRelation(fields: Partial<RelationRecord> = {}): RelationRecord {
  return {
    person_index: 0,
    room_index: 0,
    role: 'owner',
    from_on: localDate('2020-06-18'),
    to_on: null,
    share_ppm: 1_000_000,
    ...fields,
  }
}

/** The standard of the worked cases: 1.80 元 per ㎡ of built area and month. */
export function aStandard(fields: Partial<StandardRecord> = {}): StandardRecord {
  return {
    index: 0,
    code: 'WY-G',
    name: '物业费（高层）',
    item: 'property_fee',
    area_basis: 'built',
    versions: [{ from_on: localDate('2020-01-01'), price_e6: 1_800_000 }],
    ...fields,
  }
}

export function aBinding(fields: Partial<BindingRecord> = {}): BindingRecord {
  return { room_index: 0, standard_index: 0, from_on: localDate('2020-06-18'), to_on: null, ...fields }
}

/** A whole project of 120 rooms on the demo day, the same each time. */
export function aProject(seed = 1): ProjectRecord {
  return generateCommunity({ profile: 'mini', seed, today: localDate('2026-11-23') }).project(0)
}
