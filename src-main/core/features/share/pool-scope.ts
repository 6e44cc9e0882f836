import type { ShareScope } from '../../../../src-shared/domain/share/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { CommandContext, Input } from '../../request/context.ts'

type NamedScope = Input<'share.save_pool'>['scope']

const buildingByName = hot<{ id: string }>('SELECT id FROM building WHERE project_id = ? AND name = ?')
const unitByName = hot<{ id: string }>('SELECT id FROM unit WHERE building_id = ? AND name = ?')
const roomByCode = hot<{ id: string }>('SELECT id FROM room WHERE project_id = ? AND code = ? AND ended_on IS NULL')
const buildingName = hot<{ name: string }>('SELECT name FROM building WHERE id = ?')
const unitName = hot<{ building: string; unit: string }>(
  'SELECT building.name AS building, unit.name AS unit FROM unit JOIN building ON building.id = unit.building_id WHERE unit.id = ?',
)
const roomCodes = hot<{ code: string }>(
  'SELECT code FROM room WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_key',
)

/**
 * Typed by name and kept by id: what is called otherwise tomorrow stays in its pools.
 * @throws AppError `share.building_unknown` | `share.unit_unknown` | `share.room_unknown`
 */
export function storedScope({ db, actor }: CommandContext, scope: NamedScope): ShareScope {
  const { projectId } = actor
  switch (scope.kind) {
    case 'project':
      return scope
    case 'building':
      return { kind: 'building', buildingId: buildingOf(db, projectId, scope.building) }
    case 'unit': {
      const { building, unit: name } = scope
      const unit = db.hotFirst(unitByName, buildingOf(db, projectId, building), name)
      if (unit === null) throw new AppError('share.unit_unknown', { name }, 'scope.unit')
      return { kind: 'unit', unitId: unit.id }
    }
    case 'group':
      return { kind: 'group', roomIds: scope.roomCodes.map((code) => roomOf(db, projectId, code)) }
    default:
      return assertNever(scope, 'share scope')
  }
}

/** The same as pages see it, with the names of today. */
export function viewScope(db: ReadHandle, scope: ShareScope): NamedScope {
  switch (scope.kind) {
    case 'project':
      return scope
    case 'building':
      return { kind: 'building', building: db.hotFirst(buildingName, scope.buildingId)?.name ?? '' }
    case 'unit': {
      const { building, unit } = db.hotFirst(unitName, scope.unitId) ?? { building: '', unit: '' }
      return { kind: 'unit', building, unit }
    }
    case 'group':
      return {
        kind: 'group',
        roomCodes: db.hotAll(roomCodes, JSON.stringify(scope.roomIds)).map(({ code }) => code),
      }
    default:
      return assertNever(scope, 'share scope')
  }
}

function buildingOf(db: ReadHandle, projectId: string, name: string): string {
  const building = db.hotFirst(buildingByName, projectId, name)
  if (building === null) throw new AppError('share.building_unknown', { name }, 'scope.building')
  return building.id
}

function roomOf(db: ReadHandle, projectId: string, code: string): string {
  const room = db.hotFirst(roomByCode, projectId, code)
  if (room === null) throw new AppError('share.room_unknown', { code }, 'scope.roomCodes')
  return room.id
}
