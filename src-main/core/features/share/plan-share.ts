import { createHash } from 'node:crypto'

import { ownerBegin } from '../../../../src-shared/domain/billing/index.ts'
import { planShare, publishShare } from '../../../../src-shared/domain/share/index.ts'
import type {
  PublicationSheet,
  SharePayer,
  SharePlan,
  SharePool,
  ShareRequest,
  ShareRoom,
  ShareScope,
  ShareWeight,
} from '../../../../src-shared/domain/share/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { addDays, maxDate, minDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { SharePoolTable } from '../../db/tables-metering.ts'
import type { Input } from '../../request/context.ts'
import { developerTermOf, poolUsage } from '../metering/index.ts'
import type { SharedMeter } from '../metering/index.ts'
import { floorOf } from '../standard/index.ts'
import { loadPool } from './pool-rows.ts'

export type ShareAsked = Omit<Input<'share.publish'>, 'fingerprint'>

export interface PlannedShare {
  readonly pool: SharePoolTable
  readonly request: ShareRequest
  readonly plan: SharePlan
  readonly sheet: PublicationSheet
  readonly fingerprint: string
  readonly meters: readonly SharedMeter[]
}

const SINCE_EVER = '1900-01-01' as LocalDate
const project = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')
const rooms = hot<{
  id: string
  code: string
  building_id: string
  unit_id: string | null
  floor: string | null
  handover_on: string | null
  ended_on: string | null
  built: number | null
  inner: number | null
  coefficient: number | null
}>(`SELECT room.id, room.code, room.building_id, room.unit_id, room.floor, room.handover_on, room.ended_on,
    area.built_area_e2 AS built, area.inner_area_e2 AS inner,
    (SELECT f.coefficient_ppm FROM room_figure f WHERE f.room_id = room.id AND f.coefficient_ppm IS NOT NULL AND f.from_on <= ?2 ORDER BY f.from_on DESC LIMIT 1) AS coefficient
  FROM room LEFT JOIN room_area area ON area.id = (SELECT a.id FROM room_area a WHERE a.room_id = room.id AND ifnull(a.from_on, '') <= ?2
    ORDER BY ifnull(a.from_on, '') DESC LIMIT 1)
  WHERE room.project_id = ?1 AND (room.ended_on IS NULL OR room.ended_on >= ?4) AND room.usage IN ('residence','shop','office') AND room.id IS NOT ?3`)
// A term without owners is an unsold room: nobody there owes yet.
const terms = hot<{ id: string; room_id: string; from_on: string | null; to_on: string | null }>(
  `SELECT t.id, t.room_id, t.from_on, t.to_on FROM owner_term t WHERE t.project_id = ?
   AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner') ORDER BY ifnull(t.from_on, '')`,
)
const developerRoom = hot<{ room_id: string }>('SELECT room_id FROM owner_term WHERE id = ?')

/** What sharing a pool over some days comes to. @throws AppError of `share` */
export function planPool(db: ReadHandle, projectId: string, asked: ShareAsked): PlannedShare {
  const { poolId, fromOn, toOn } = asked
  if (toOn < fromOn) throw new AppError('share.days_in_order', {}, 'toOn')
  if ((db.hotFirst(project, projectId)?.go_live_on ?? null) === null) throw new AppError('billing.no_go_live')
  const pool = loadPool(db, projectId, poolId)
  const counted = poolOf(db, pool, asked)
  const request: ShareRequest = {
    fromOn,
    toOn,
    pool: counted.pool,
    scope: JSON.parse(pool.scope_json) as ShareScope,
    weight: JSON.parse(pool.weight_json) as ShareWeight,
    rounding: { mode: 'half_up', precision: 'fen' },
    rooms: loadRooms(db, projectId, asked),
  }
  const plan = orThrow(planShare(request))
  const fingerprint = fingerprintOf(request, plan)
  return { pool, request, plan, sheet: publishShare(request, plan), fingerprint, meters: counted.meters }
}

interface CountedPool {
  readonly pool: SharePool
  readonly meters: readonly SharedMeter[]
}

function poolOf(db: ReadHandle, row: SharePoolTable, asked: ShareAsked): CountedPool {
  if (row.kind === 'amount') {
    if (asked.amountFen === null) throw new AppError('share.amount_missing', {}, 'amountFen')
    const exclusions = asked.exclusions.map(({ kind, value }) => ({ kind, amountFen: fen(value) }))
    return { pool: { kind: 'amount', amountFen: asked.amountFen, exclusions }, meters: [] }
  }
  const { usageE3, meters } = poolUsage(db, {
    kind: row.kind,
    meterIds: JSON.parse(row.meter_ids_json) as string[],
    ...asked,
  })
  const exclusions = asked.exclusions.map(({ kind, value }) => ({ kind, usageE3: value }))
  return { pool: { kind: row.kind, usageE3, priceE6: row.price_e6, exclusions }, meters }
}

function loadRooms(db: ReadHandle, projectId: string, { fromOn, toOn }: ShareAsked): ShareRoom[] {
  const developerTermId = developerTermOf(db, projectId, toOn)
  const own = developerTermId === null ? null : (db.hotFirst(developerRoom, developerTermId)?.room_id ?? null)
  const termsOf = Map.groupBy(db.hotAll(terms, projectId), (row) => row.room_id)
  return db.hotAll(rooms, projectId, toOn, own, fromOn).map((row) => ({
    id: row.id,
    code: row.code,
    buildingId: row.building_id,
    unitId: row.unit_id,
    floor: floorOf(row.floor),
    builtE2: row.built,
    innerE2: row.inner,
    shareE2: row.built === null || row.inner === null ? null : row.built - row.inner,
    coefficientPpm: row.coefficient,
    occupiedDays: null,
    payers: payersOf(
      (termsOf.get(row.id) ?? []).map((term) => ({
        id: term.id,
        fromOn: (term.from_on ?? SINCE_EVER) as LocalDate,
        toOn: firstOf(term.to_on, row.ended_on),
      })),
      {
        handOverOn: row.handover_on as LocalDate | null,
        endedOn: row.ended_on as LocalDate | null,
        ...{ fromOn, toOn, developerTermId },
      },
    ),
  }))
}

/** After its end nobody owns a room: the days are listed without a payer. */
function firstOf(termEnd: string | null, roomEnd: string | null): LocalDate | null {
  if (termEnd === null || roomEnd === null) return (termEnd ?? roomEnd) as LocalDate | null
  return minDate(termEnd as LocalDate, roomEnd as LocalDate)
}

interface OwnedDays {
  readonly handOverOn: LocalDate | null
  readonly endedOn: LocalDate | null
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly developerTermId: string | null
}

/** Who bears the days: the developer before the owner's begin and for what is unsold, then each owner term; gaps have nobody. */
function payersOf(
  ownerTerms: readonly { readonly id: string; readonly fromOn: LocalDate; readonly toOn: LocalDate | null }[],
  { handOverOn, endedOn, fromOn, toOn, developerTermId }: OwnedDays,
): SharePayer[] {
  const begin = ownerBegin({ handOverOn, ownerTerms })
  const payers: SharePayer[] = []
  let next = fromOn
  const until = (last: LocalDate, payer: Pick<SharePayer, 'payer' | 'ownerTermId'>): void => {
    if (last < next) return
    payers.push({ fromOn: next, toOn: last, ...payer })
    next = addDays(last, 1)
  }
  const standsUntil = minDate(endedOn ?? toOn, toOn)
  const last = begin === null ? standsUntil : minDate(addDays(begin, -1), standsUntil)
  until(last, { payer: 'developer', ownerTermId: developerTermId })
  for (const term of ownerTerms) {
    const from = maxDate(term.fromOn, next)
    if (from > toOn || (term.toOn !== null && term.toOn < next)) continue
    until(addDays(from, -1), { payer: 'owner', ownerTermId: null })
    until(minDate(term.toOn ?? toOn, toOn), { payer: 'owner', ownerTermId: term.id })
  }
  until(toOn, { payer: 'owner', ownerTermId: null })
  return payers
}

function fingerprintOf({ fromOn, toOn }: ShareRequest, { pool, rows }: SharePlan): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([fromOn, toOn, pool]))
  for (const { roomId, lines } of rows)
    hash.update(JSON.stringify([roomId, lines.map((line) => [line.ownerTermId, line.fromOn, line.amountFen])]))
  return hash.digest('base64url').slice(0, 22)
}
