import { elementAt } from './lists.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { formatScaled } from '../../kernel/money.ts'
import { type Random, randomOf } from './random.ts'
import type { Community, PersonRecord, ProjectRecord, RelationRecord, RoomRecord } from './records.ts'
import { COLUMNS, type WorkbookColumn, writeHeader } from './workbook-header.ts'
import { spoilRows, type SpoiledCell } from './workbook-faults.ts'
import { writeArea, writeDate, writeIdNo, writePhone, type WorkbookMerge, type WrittenCell } from './workbook-cells.ts'

/** A sheet as an office keeps it (房屋业主资料表), as plain cells for a writer of workbooks. */
export interface WorkbookRows {
  readonly sheet_name: string
  readonly columns: readonly WorkbookColumn[]
  readonly rows: readonly (readonly WrittenCell[])[]
  readonly merges: readonly WorkbookMerge[]
  readonly first_data_row: number
  /** Rooms in the sheet, and the area that its last row states for all of them. */
  readonly room_count: number
  readonly total_area_e2: number
  /** The cells that are wrong on purpose. */
  readonly faults: readonly SpoiledCell[]
}

interface RoomPeople {
  readonly owners: readonly PersonRecord[]
  readonly tenant: { readonly person: PersonRecord; readonly term: RelationRecord } | null
}

interface Sheet {
  readonly project: ProjectRecord
  readonly people: readonly RoomPeople[]
  readonly random: Random
  readonly dirty: boolean
}

/**
 * The rooms of one project as a sheet: two-line merged header, one row per room, a total row. A dirty one has besides what real
 * sheets have: blanks that mean "as above", subtotals, numbers and dates as text, full-width digits, and three wrong rows.
 */
export function communityWorkbookRows(
  community: Community,
  options: { readonly dirty: boolean; readonly project_index?: number },
): WorkbookRows {
  const project = community.project(options.project_index ?? 0)
  const sheet: Sheet = {
    project,
    people: peopleOf(project, community.today),
    random: randomOf(community.seed, `${project.index} workbook`),
    dirty: options.dirty,
  }
  const header = writeHeader(project.name, community.today)
  const body: WrittenCell[][] = []
  const roomRows: number[] = []
  let above: RoomRecord | null = null
  for (const room of project.rooms) {
    if (options.dirty && above !== null && above.building !== room.building) body.push(subtotalOf(project, above))
    roomRows.push(body.length)
    body.push(writeRoom(sheet, room, above))
    above = room
  }
  if (options.dirty) body.push(subtotalOf(project, elementAt(project.rooms, project.rooms.length - 1)))
  body.push(totalRow('合计', project.rooms))
  const faults = options.dirty ? spoilRows(body, roomRows) : []
  return {
    sheet_name: '房屋业主资料',
    columns: COLUMNS,
    rows: [...header.rows, ...body],
    merges: header.merges,
    first_data_row: header.rows.length + 1,
    room_count: project.rooms.length,
    total_area_e2: sumArea(project.rooms),
    faults: faults.map((fault) => ({ ...fault, row: fault.row + header.rows.length + 1 })),
  }
}

function writeRoom(sheet: Sheet, room: RoomRecord, above: RoomRecord | null): WrittenCell[] {
  const { random, dirty } = sheet
  const people = elementAt(sheet.people, room.index)
  const sameBuilding = dirty && above?.building === room.building
  const sameUnit = sameBuilding && above?.unit === room.unit
  const date = (on: LocalDate | null): WrittenCell => writeDate(on, { random, dirty })
  const owner = elementAt(people.owners, 0)
  const tenant = people.tenant
  const cells: Record<WorkbookColumn, WrittenCell> = {
    building: sameBuilding ? null : elementAt(sheet.project.buildings, room.building_index).name,
    unit: sameUnit || room.unit === null ? null : { number: room.unit },
    floor: { number: String(room.floor) },
    code: room.code,
    usage: room.usage === 'shop' ? '商铺' : '住宅',
    built_area_e2: writeArea(room.built_area_e2, { random, dirty }),
    inner_area_e2: writeArea(room.inner_area_e2, { random, dirty }),
    handover_on: date(room.handover_on),
    owner_name: joinNames(people.owners, { random, dirty }),
    owner_phone: writePhone(owner.phone, { random, dirty }),
    owner_id_no: writeIdNo(owner.id_no, { random, dirty }),
    tenant_name: tenant?.person.name ?? null,
    tenant_phone: writePhone(tenant?.person.phone ?? null, { random, dirty }),
    tenant_from_on: date(tenant?.term.from_on ?? null),
    tenant_to_on: date(tenant?.term.to_on ?? null),
    paid_until_on: date(room.paid_until_on),
    note: noteOf(room),
  }
  return COLUMNS.map((column) => cells[column])
}

function noteOf(room: RoomRecord): string | null {
  if (room.occupancy === 'unsold') return '未售'
  if (room.occupancy === 'renovating') return '装修中'
  return room.occupancy === 'vacant' ? '空置' : null
}

/** Couples stand in one cell, with a stroke between them or a list comma. */
function joinNames(owners: readonly PersonRecord[], of: { readonly random: Random; readonly dirty: boolean }): string {
  const names = owners.map((owner) => owner.name)
  return names.join(of.dirty && of.random.int(3) === 0 ? '、' : '/')
}

function subtotalOf(project: ProjectRecord, last: RoomRecord): WrittenCell[] {
  return totalRow(
    '小计',
    project.rooms.filter((room) => room.building === last.building),
  )
}

function totalRow(label: string, rooms: readonly RoomRecord[]): WrittenCell[] {
  return COLUMNS.map((column) => {
    if (column === 'building') return label
    if (column === 'code') return `${rooms.length}户`
    return column === 'built_area_e2' ? { number: formatScaled(sumArea(rooms), 2) } : null
  })
}

function sumArea(rooms: readonly RoomRecord[]): number {
  return rooms.reduce((sum, room) => sum + room.built_area_e2, 0)
}

function peopleOf(project: ProjectRecord, today: LocalDate): RoomPeople[] {
  const people = project.rooms.map(() => ({ owners: [] as PersonRecord[], tenant: null as RoomPeople['tenant'] }))
  for (const term of project.relations) {
    if (term.to_on !== null && term.to_on < today) continue
    const ofRoom = elementAt(people, term.room_index)
    const person = elementAt(project.persons, term.person_index)
    if (term.role === 'owner') ofRoom.owners.push(person)
    else ofRoom.tenant = { person, term }
  }
  return people
}
