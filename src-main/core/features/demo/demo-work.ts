import type {
  PersonRecord,
  ProjectRecord,
  RelationRecord,
  RoomRecord,
  StandardRecord,
} from '../../../../src-shared/domain/demo/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { NewPerson, NewRoom } from '../room/index.ts'

/** A standard of the demo that this program can charge: by area. What is charged by piece comes with its own tariff. */
export type DemoStandard = StandardRecord & { readonly area_basis: 'built' | 'inner' }

export interface DemoRoom {
  readonly room: NewRoom
  readonly bindings: readonly {
    readonly standardCode: string
    readonly fromOn: LocalDate
    readonly toOn: LocalDate | null
  }[]
}

/** One project of a community (演示小区) in the shape in which it is written, and the morning on which it goes live. */
export interface DemoWork {
  readonly goLiveOn: LocalDate
  readonly standards: readonly DemoStandard[]
  readonly rooms: readonly DemoRoom[]
}

export function demoWorkOf(project: ProjectRecord, goLiveOn: LocalDate): DemoWork {
  const standards = project.standards.filter(isByArea)
  const codeOf = new Map(standards.map((standard) => [standard.index, standard.code]))
  const relations = Map.groupBy([...project.relations, ...project.space_relations], (relation) => relation.room_index)
  const bindings = Map.groupBy([...project.bindings, ...project.space_bindings], (binding) => binding.room_index)
  const rooms = [...project.rooms, ...project.spaces].map((room): DemoRoom => {
    const bound = (bindings.get(room.index) ?? []).flatMap(({ standard_index, from_on, to_on }) => {
      const standardCode = codeOf.get(standard_index)
      return standardCode === undefined ? [] : [{ standardCode, fromOn: from_on, toOn: to_on }]
    })
    return { room: newRoomOf(room, relations.get(room.index) ?? [], project.persons), bindings: bound }
  })
  return { goLiveOn, standards, rooms }
}

function isByArea(standard: StandardRecord): standard is DemoStandard {
  return standard.area_basis === 'built' || standard.area_basis === 'inner'
}

// oxlint-disable-next-line max-params -- a room, who is in it, and who they are
function newRoomOf(room: RoomRecord, relations: readonly RelationRecord[], persons: readonly PersonRecord[]): NewRoom {
  const tenants = relations.filter((relation) => relation.role === 'tenant')
  return {
    building: room.building,
    unit: room.unit,
    floor: String(room.floor),
    roomNo: room.room,
    code: room.code,
    usage: room.usage,
    occupancy: room.occupancy,
    handoverOn: room.handover_on,
    openingPaidUntilOn: room.paid_until_on,
    note: null,
    areas: [{ fromOn: null, builtAreaE2: room.built_area_e2, innerAreaE2: room.inner_area_e2 }],
    ownerTerms: ownerTermsOf(
      relations.filter((relation) => relation.role === 'owner'),
      persons,
    ),
    tenants: tenants.map((relation) => ({
      ...personOf(relation, persons),
      fromOn: relation.from_on,
      toOn: relation.to_on,
    })),
  }
}

/** Owners of the same days share one term. */
function ownerTermsOf(owners: readonly RelationRecord[], persons: readonly PersonRecord[]): NewRoom['ownerTerms'] {
  const terms = Map.groupBy(owners, ({ from_on, to_on }) => `${from_on}/${to_on ?? ''}`)
  return Array.from(terms.values(), (together) => ({
    fromOn: together[0]?.from_on ?? null,
    toOn: together[0]?.to_on ?? null,
    owners: together.map((relation) => ({ ...personOf(relation, persons), sharePpm: relation.share_ppm })),
  })).sort((left, right) => ((left.fromOn ?? '') < (right.fromOn ?? '') ? -1 : 1))
}

function personOf({ person_index }: RelationRecord, persons: readonly PersonRecord[]): NewPerson {
  const person = persons[person_index]
  invariant(person !== undefined, 'a relation of the demo names a person of the demo')
  return { name: person.name, phone: person.phone, idNo: person.id_no, kind: person.kind }
}
