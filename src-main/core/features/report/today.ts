import { monthOf, startOfDay } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { HotSql } from '../../db/read-handle.ts'
import type { Output, QueryContext } from '../../request/context.ts'
import { countPendingFor } from '../approval/index.ts'
import { lastCheck } from '../audit/index.ts'
import { backupHealth, fileProblem } from '../backup/index.ts'
import { LINE_IS_OF_TIME, LINE_IS_VISIBLE, overdueByRoomRow } from '../ledger/index.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { ownShift } from '../shift/index.ts'
import { UNBOUND_ROOMS } from '../standard/index.ts'

type Today = Output<'report.today'>
type Count = { readonly n: number }
type Parameter = string | number | null

const rooms = hot<Count>(`SELECT count(*) AS n FROM room WHERE room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`)
const unbound = hot<Count>(`SELECT count(*) AS n FROM room WHERE ${UNBOUND_ROOMS}
  AND (? IS NULL OR room.building_id IN (SELECT value FROM json_each(?)))`)
const rowsInScope = hot<Count>(`SELECT count(*) AS n FROM json_each(?) asked CROSS JOIN room ON room.rowid = asked.value
  WHERE room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`)
const monthLines = hot<Count>(`SELECT count(*) AS n FROM receivable r JOIN room ON room.id = r.room_id
  WHERE r.project_id = ? AND r.month = ? AND (? IS NULL OR room.building_id IN (SELECT value FROM json_each(?))) AND ${LINE_IS_VISIBLE} AND ${LINE_IS_OF_TIME}`)
const printFailed = hot<Count>("SELECT count(*) AS n FROM print_job WHERE project_id = ? AND state = 'failed'")
const jobsRunning = hot<Count>(
  "SELECT count(*) AS n FROM job WHERE state IN ('queued','running') AND project_id = ? AND created_by = ?",
)
const jobsFailed = hot<Count>(
  "SELECT count(*) AS n FROM job WHERE state = 'failed' AND project_id = ? AND created_by = ? AND finished_at >= ?",
)
const drafts = hot<Count>(
  "SELECT count(*) AS n FROM import_draft WHERE project_id = ? AND user_id = ? AND kind = 'rooms'",
)
const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')
const leftOpen = hot<Count>(
  "SELECT count(*) AS n FROM shift WHERE project_id = ? AND state = 'open' AND cashier_id <> ? AND opened_at < ?",
)
const balances = hot<Count>('SELECT ifnull(balance_differences, 0) AS n FROM device WHERE id = 1')
const toCount = hot<Count>(`SELECT count(*) AS n FROM shift s WHERE s.project_id = ? AND s.state = 'forced'
  AND NOT EXISTS(SELECT 1 FROM shift_count c WHERE c.shift_id = s.id)`)

/** 今日: counts that lead on, each only for the roles that deal with it. */
export function todayFigures({ db, actor, today, now }: QueryContext): Today {
  const { projectId, userId, permissions, features } = actor
  const scope = scopeParams(actor)
  const buildings = scope[1]
  const countOf = (query: HotSql<Count>, ...parameters: readonly Parameter[]): number =>
    db.hotFirst(query, ...parameters)?.n ?? 0
  const startOfToday = startOfDay(today)
  const shift = features.has('shift') && permissions.has('shift.own') ? ownShift(db, { projectId, userId }) : null
  const may = {
    rooms: permissions.has('room.view'),
    standards: permissions.has('standard.view') && features.has('standard'),
    bills: permissions.has('billing.view') && features.has('billing'),
    imports: permissions.has('room.import') && features.has('import'),
  }
  return {
    asOf: now,
    rooms: may.rooms ? countOf(rooms, ...scope) : null,
    unboundRooms: may.standards ? countOf(unbound, projectId, today, today, buildings, buildings) : null,
    overdueRooms: may.bills
      ? countOf(rowsInScope, JSON.stringify([...overdueByRoomRow(db, { projectId, today }).keys()]), ...scope)
      : null,
    currentMonthLines: may.bills ? countOf(monthLines, projectId, monthOf(today), buildings, buildings) : null,
    printFailed: permissions.has('receipt.reprint') ? countOf(printFailed, projectId) : null,
    jobsRunning: countOf(jobsRunning, projectId, userId),
    jobsFailedToday: countOf(jobsFailed, projectId, userId, startOfToday),
    importDrafts: may.imports ? countOf(drafts, projectId, userId) : null,
    goLiveMissing: permissions.has('project.manage')
      ? (db.hotFirst(goLive, projectId)?.go_live_on ?? null) === null
      : null,
    shift: shift === null ? null : { openSinceAt: shift.openedAt, counted: shift.counted },
    shiftsLeftOpen: permissions.has('shift.view_all') ? countOf(leftOpen, projectId, userId, startOfToday) : null,
    balancesDiffer: permissions.has('project.manage') ? countOf(balances) : null,
    backup: permissions.has('backup.make') ? backupHealth(db, now) : null,
    fileProblem: permissions.has('backup.make') ? fileProblem(db) : null,
    chainBroken: permissions.has('audit.view') ? isChainBroken(db) : null,
    approvalsToDecide: permissions.has('approval.decide') ? countPendingFor(db, { actor, now }) : null,
    shiftsToCount: permissions.has('shift.force_close') ? countOf(toCount, projectId) : null,
  }
}

function isChainBroken(db: QueryContext['db']): boolean {
  const { last } = lastCheck(db)
  return last !== null && last.problem !== 'none'
}
