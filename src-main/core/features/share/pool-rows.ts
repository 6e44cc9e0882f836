import type { ShareScope, ShareWeight } from '../../../../src-shared/domain/share/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { SharePoolTable } from '../../db/tables-metering.ts'
import type { Output } from '../../request/context.ts'
import { developerRoomOf } from '../metering/index.ts'
import { viewScope } from './pool-scope.ts'

type PoolView = Output<'share.pools'>['pools'][number]

const byId = hot<SharePoolTable>('SELECT * FROM share_pool WHERE id = ? AND project_id = ? AND ended_on IS NULL')
const ofProject = hot<SharePoolTable>(
  'SELECT * FROM share_pool WHERE project_id = ? AND ended_on IS NULL ORDER BY name',
)
const meterCodes = hot<{ code: string }>(
  'SELECT code FROM meter WHERE id IN (SELECT value FROM json_each(?)) ORDER BY code',
)
const roomCode = hot<{ code: string }>('SELECT code FROM room WHERE id = ?')
const runs = hot<
  Output<'share.pools'>['runs'][number]
>(`SELECT own.id AS runId, pool.name AS poolName, own.from_on AS fromOn, own.to_on AS toOn,
    run.state, run.created AS lines, run.total_fen AS totalFen
  FROM share_run own JOIN share_pool pool ON pool.id = own.share_pool_id JOIN bill_run run ON run.id = own.bill_run_id
  WHERE own.project_id = ? ORDER BY own.at DESC LIMIT 50`)

/** @throws AppError `share.pool_not_found` */
export function loadPool(db: ReadHandle, projectId: string, poolId: string): SharePoolTable {
  const pool = db.hotFirst(byId, poolId, projectId)
  if (pool === null) throw new AppError('share.pool_not_found')
  return pool
}

export function listPools(db: ReadHandle, projectId: string): Output<'share.pools'> {
  const developer = developerRoomOf(db, projectId)
  return {
    pools: db.hotAll(ofProject, projectId).map((row) => viewOf(db, row)),
    runs: db.hotAll(runs, projectId),
    developerRoom: developer === null ? null : (db.hotFirst(roomCode, developer)?.code ?? null),
  }
}

function viewOf(db: ReadHandle, row: SharePoolTable): PoolView {
  return {
    poolId: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    meterCodes: db.hotAll(meterCodes, row.meter_ids_json).map(({ code }) => code),
    priceE6: row.price_e6,
    scope: viewScope(db, JSON.parse(row.scope_json) as ShareScope),
    weight: JSON.parse(row.weight_json) as ShareWeight,
  } as PoolView
}
