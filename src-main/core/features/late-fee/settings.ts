import { lprTable } from '../../../../src-shared/domain/late-fee/index.ts'
import type { LateFeeOrder, LprVersion } from '../../../../src-shared/domain/late-fee/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

/** 违约金设置 of a project. */
export interface LateFeeSettings {
  readonly order: LateFeeOrder
  /** k of the court-prudent figure, 1e-3. */
  readonly prudentE3: number
}

const SETTINGS = 'late_fee.settings'
const LPR = 'late_fee.lpr'
const USUAL: LateFeeSettings = { order: 'principal_first', prudentE3: 1000 }

const latest = hot<{ value_json: string; version: number }>(
  "SELECT value_json, version FROM setting WHERE scope = 'project' AND scope_id = ? AND key = ? ORDER BY version DESC LIMIT 1",
)

export function loadLateFeeSettings(db: ReadHandle, projectId: string): LateFeeSettings {
  return read<LateFeeSettings>(db, { projectId, key: SETTINGS }) ?? USUAL
}

/** The published LPR with what the office entered after it. */
export function loadLpr(db: ReadHandle, projectId: string): LprVersion[] {
  return lprTable(loadEnteredLpr(db, projectId))
}

export function loadEnteredLpr(db: ReadHandle, projectId: string): readonly LprVersion[] {
  return read<readonly LprVersion[]>(db, { projectId, key: LPR }) ?? []
}

export function saveLateFeeSettings(db: UnitOfWork, projectId: string, settings: LateFeeSettings): void {
  save(db, { projectId, key: SETTINGS }, settings)
}

export function saveEnteredLpr(db: UnitOfWork, projectId: string, entered: readonly LprVersion[]): void {
  save(db, { projectId, key: LPR }, entered)
}

interface Place {
  readonly projectId: string
  readonly key: string
}

function read<T>(db: ReadHandle, { projectId, key }: Place): T | null {
  const row = db.hotFirst(latest, projectId, key)
  return row === null ? null : (JSON.parse(row.value_json) as T)
}

function save(db: UnitOfWork, { projectId, key }: Place, value: unknown): void {
  const before = db.hotFirst(latest, projectId, key)
  const text = JSON.stringify(value)
  if (before?.value_json === text) return
  db.insert('setting', {
    id: db.newId(),
    scope: 'project',
    scope_id: projectId,
    key,
    value_json: text,
    version: (before?.version ?? 0) + 1,
    set_by: db.userId,
    set_at: db.now,
  })
}
