import { hot } from '../../db/read-handle.ts'
import type { FeeBindingTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { takeBackChunk } from '../import/index.ts'
import { insertRooms } from '../room/index.ts'
import { USUAL_TERMS, insertFeeItem, insertStandard } from '../standard/index.ts'
import type { DemoRoom, DemoStandard, DemoWork } from './demo-work.ts'

export interface DemoPlace {
  readonly projectId: string
  readonly userId: string
  /** Stands at every row of the load, so that one that is cancelled finds them again. */
  readonly batchId: string
}

export interface DemoChunk {
  readonly work: DemoWork
  readonly from: number
  readonly size: number
}

const FEE_ITEM = '物业费'

/** Writes so many rooms of the demo; the first chunk brings standards and go-live day along. Returns how many rooms are in. */
export function loadDemoChunk(db: UnitOfWork, place: DemoPlace, { work, from, size }: DemoChunk): number {
  if (from === 0) beginDemo(db, place, work)
  const part = work.rooms.slice(from, from + size)
  const roomIds = insertRooms(
    db,
    { projectId: place.projectId, importBatchId: place.batchId },
    part.map(({ room }) => room),
  )
  db.insertMany('fee_binding', bindingsOf(db, place.projectId, { part, roomIds }))
  return from + part.length
}

function beginDemo(db: UnitOfWork, place: DemoPlace, work: DemoWork): void {
  db.update('project', place.projectId, { go_live_on: work.goLiveOn })
  if (work.standards.length === 0) return
  const item = { name: FEE_ITEM, nature: 'revenue', expects: 'every_room', tax_rate_ppm: 0 } as const
  const feeItemId = insertFeeItem(db, place.projectId, item).id
  for (const standard of work.standards) insertDemoStandard(db, place, { standard, feeItemId })
}

function insertDemoStandard(
  db: UnitOfWork,
  { projectId }: DemoPlace,
  { standard, feeItemId }: { readonly standard: DemoStandard; readonly feeItemId: string },
): void {
  const plain = { surcharge: null, formula: null, usage: null, document: null, publicFromOn: null, publicToOn: null }
  insertStandard(db, {
    projectId,
    code: standard.code,
    name: standard.name,
    feeItemId,
    terms: { ...USUAL_TERMS, pricing: { kind: 'area', basis: standard.area_basis } },
    prices: standard.versions.map(({ from_on, price_e6 }) => ({ ...plain, fromOn: from_on, priceE6: price_e6 })),
  })
}

const standardsOf = hot<{ id: string; code: string }>('SELECT id, code FROM fee_standard WHERE project_id = ?')

function bindingsOf(
  db: UnitOfWork,
  projectId: string,
  { part, roomIds }: { readonly part: readonly DemoRoom[]; readonly roomIds: readonly string[] },
): FeeBindingTable[] {
  const standards = new Map(db.hotAll(standardsOf, projectId).map(({ code, id }) => [code, id]))
  return part.flatMap(({ bindings }, index) =>
    bindings.flatMap(({ standardCode, fromOn, toOn }) => {
      const [standardId, roomId] = [standards.get(standardCode), roomIds[index]]
      if (standardId === undefined || roomId === undefined) return []
      const bound = {
        project_id: projectId,
        fee_standard_id: standardId,
        room_id: roomId,
        from_on: fromOn,
        to_on: toOn,
      }
      return [{ id: db.newId(), ...bound, override_price_e6: null, override_reason: null }]
    }),
  )
}

const someBindings = hot<{ id: string }>(`SELECT b.id FROM fee_binding b JOIN room r ON r.id = b.room_id
  WHERE r.project_id = ? AND r.import_batch_id = ? LIMIT ?`)
const versionsOf = hot<{ id: string }>('SELECT id FROM fee_standard_version WHERE project_id = ?')
const itemsOf = hot<{ id: string }>('SELECT id FROM fee_item WHERE project_id = ?')

/** Takes a load back, chunk by chunk: bindings, rooms, and last what the first chunk brought. True when nothing is left. */
export function takeBackDemo(db: UnitOfWork, { projectId, batchId }: DemoPlace, size: number): boolean {
  const bindings = db.hotAll(someBindings, projectId, batchId, size)
  db.removeMany(
    'fee_binding',
    bindings.map(({ id }) => id),
    projectId,
  )
  if (bindings.length > 0) return false
  if (!takeBackChunk(db, { projectId, batchId, afterSeq: 0, lastSeq: 0 }, size).finished) return false
  // The project was empty when the load began.
  for (const [table, ids] of [
    ['fee_standard_version', db.hotAll(versionsOf, projectId)],
    ['fee_standard', db.hotAll(standardsOf, projectId)],
    ['fee_item', db.hotAll(itemsOf, projectId)],
  ] as const) {
    db.removeMany(
      table,
      ids.map(({ id }) => id),
      projectId,
    )
  }
  db.update('project', projectId, { go_live_on: null })
  return true
}
