import { formatScaled } from '../../kernel/money.ts'
import type { ImportField } from './fields.ts'
import { locateRoom } from './locate-room.ts'
import type { PersonValues, Problem, RoomValues, RowWarning } from './planned-row.ts'
import type { ReadRow } from './read-row.ts'
import { usageOfCode, type RoomUsage } from './read-usage.ts'

export interface RoomReading {
  readonly roomCode: string | null
  /** `null` when a problem keeps the row out. */
  readonly room: RoomValues | null
  readonly problems: readonly Problem[]
  readonly warnings: readonly RowWarning[]
}

/** Puts the cells of a row together into a room and checks what only holds between cells. */
export function readRoom(read: ReadRow, isMapped: (field: ImportField) => boolean): RoomReading {
  const { row, fields } = read
  const problems: Problem[] = [...read.problems]
  const warnings: RowWarning[] = [...read.warnings]
  const isWrong = (field: ImportField) => problems.some((problem) => problem.field === field)
  const location = locateRoom(read, isMapped)
  if (location.kind === 'refused') {
    const known = isWrong('room') || isWrong('code') || isWrong('building')
    if (!known) problems.push({ row, field: location.field, code: location.code, params: location.params })
  } else if (location.differs) {
    warnings.push({
      row,
      field: 'code',
      code: 'import.code_parts_differ',
      params: { code: location.code, building: location.place.building },
    })
  }
  const roomCode = location.kind === 'located' ? location.code : null
  const usage = fields.usage ?? usageOfCode(roomCode ?? '')
  if (fields.built_area_e2 === undefined && !isWrong('built_area_e2') && needsArea(usage)) {
    problems.push({ row, field: 'built_area_e2', code: 'import.built_area_missing', params: {} })
  }
  problems.push(...checkPeople(read, isWrong), ...checkDates(read))
  warnings.push(...checkAreas(read, usage))
  if (location.kind === 'refused' || problems.length > 0) return { roomCode, room: null, problems, warnings }
  return { roomCode, room: toRoom(read, { code: location.code, ...location.place, usage }), problems, warnings }
}

/** Fees by area need one (domain rules 3.1); parking spaces and store rooms are mostly charged by piece. */
function needsArea(usage: RoomUsage): boolean {
  return usage !== 'parking' && usage !== 'storage'
}

function toRoom(
  { fields }: ReadRow,
  place: Pick<RoomValues, 'code' | 'building' | 'unit' | 'floor' | 'room' | 'usage'>,
): RoomValues {
  return {
    ...place,
    built_area_e2: fields.built_area_e2 ?? null,
    inner_area_e2: fields.inner_area_e2 ?? null,
    handover_on: fields.handover_on ?? null,
    owners: toPeople({ names: fields.owner_name, phones: fields.owner_phone, idNos: fields.owner_id_no }),
    owner_from_on: fields.owner_from_on ?? null,
    tenants: toPeople({ names: fields.tenant_name, phones: fields.tenant_phone }),
    tenant_from_on: fields.tenant_from_on ?? null,
    tenant_to_on: fields.tenant_to_on ?? null,
    paid_until_on: fields.paid_until_on ?? null,
    note: fields.note ?? null,
  }
}

interface PeopleCells {
  readonly names: readonly string[] | undefined
  readonly phones: readonly string[] | undefined
  readonly idNos?: readonly string[] | undefined
}

/** As many phones as names go one to one; otherwise all are the first person's. */
function toPeople({ names = [], phones = [], idNos = [] }: PeopleCells): readonly PersonValues[] {
  const paired = phones.length === names.length
  return names.map((name, index) => {
    const all = index === 0 ? phones : []
    return { name, phones: paired ? phones.slice(index, index + 1) : all, id_no: idNos[index] ?? null }
  })
}

function checkPeople({ row, fields }: ReadRow, isWrong: (field: ImportField) => boolean): readonly Problem[] {
  const problems: Problem[] = []
  const hasOwner = fields.owner_name !== undefined || isWrong('owner_name')
  const hasTenant = fields.tenant_name !== undefined || isWrong('tenant_name')
  if (!hasOwner && (fields.owner_phone ?? fields.owner_id_no) !== undefined) {
    problems.push({ row, field: 'owner_name', code: 'import.owner_name_missing', params: {} })
  }
  if (!hasTenant && fields.tenant_phone !== undefined) {
    problems.push({ row, field: 'tenant_name', code: 'import.tenant_name_missing', params: {} })
  }
  const [names, idNos] = [fields.owner_name?.length ?? 0, fields.owner_id_no?.length ?? 0]
  if (names > 0 && idNos > names)
    problems.push({ row, field: 'owner_id_no', code: 'import.id_nos_more_than_names', params: { idNos, names } })
  return problems
}

function checkDates({ row, fields }: ReadRow): readonly Problem[] {
  const { tenant_from_on: from, tenant_to_on: to } = fields
  if (from === undefined || to === undefined || from <= to) return []
  return [{ row, field: 'tenant_to_on', code: 'import.dates_reversed', params: { from, to } }]
}

const UNLIKELY_HOME_E2 = { least: 1_000, most: 100_000 } as const

function checkAreas({ row, fields }: ReadRow, usage: RoomUsage): readonly RowWarning[] {
  const { built_area_e2: built, inner_area_e2: inner } = fields
  const warnings: RowWarning[] = []
  if (built === undefined) return warnings
  if (usage === 'residence' && (built < UNLIKELY_HOME_E2.least || built > UNLIKELY_HOME_E2.most)) {
    warnings.push({
      row,
      field: 'built_area_e2',
      code: 'import.area_unlikely',
      params: { area: formatScaled(built, 2) },
    })
  }
  if (inner !== undefined && inner > built) {
    warnings.push({
      row,
      field: 'inner_area_e2',
      code: 'import.inner_exceeds_built',
      params: { inner: formatScaled(inner, 2), built: formatScaled(built, 2) },
    })
  }
  return warnings
}
