import { roomSortKey } from '../../../../src-shared/domain/room/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

const buildingNamed = hot<{ id: string }>('SELECT id FROM building WHERE project_id = ? AND name = ?')
const unitNamed = hot<{ id: string }>('SELECT id FROM unit WHERE building_id = ? AND name = ?')

export interface PlaceOwner {
  readonly projectId: string
  readonly importBatchId: string | null
}

/** Finds buildings and units by their names and makes those that are missing; remembers them while one chunk is written. */
export class Places {
  readonly #unit: UnitOfWork
  readonly #owner: PlaceOwner
  readonly #buildings = new Map<string, string>()
  readonly #units = new Map<string, string>()

  constructor(unit: UnitOfWork, owner: PlaceOwner) {
    this.#unit = unit
    this.#owner = owner
  }

  buildingId(name: string): string {
    const known = this.#buildings.get(name) ?? this.#unit.hotFirst(buildingNamed, this.#owner.projectId, name)?.id
    const id = known ?? this.#newBuilding(name)
    this.#buildings.set(name, id)
    return id
  }

  unitId(buildingId: string, name: string | null): string | null {
    if (name === null) return null
    const key = `${buildingId}/${name}`
    const known = this.#units.get(key) ?? this.#unit.hotFirst(unitNamed, buildingId, name)?.id
    const id = known ?? this.#newUnit(buildingId, name)
    this.#units.set(key, id)
    return id
  }

  #newBuilding(name: string): string {
    const { projectId, importBatchId } = this.#owner
    const id = this.#unit.newId()
    this.#unit.insert('building', {
      id,
      project_id: projectId,
      name,
      sort_key: roomSortKey(name),
      import_batch_id: importBatchId,
      ended_on: null,
    })
    return id
  }

  #newUnit(buildingId: string, name: string): string {
    const { projectId, importBatchId } = this.#owner
    const id = this.#unit.newId()
    const sort_key = roomSortKey(name)
    this.#unit.insert('unit', {
      id,
      project_id: projectId,
      building_id: buildingId,
      name,
      sort_key,
      import_batch_id: importBatchId,
      ended_on: null,
    })
    return id
  }
}
