import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { Input } from '../../request/context.ts'

export type RunSettings = Input<'billing.set_settings'>

const KEY = 'billing.runs'
const latest = hot<{ value_json: string; version: number }>(
  `SELECT value_json, version FROM setting WHERE scope = 'project' AND scope_id = ? AND key = '${KEY}' ORDER BY version DESC LIMIT 1`,
)
const USUAL: RunSettings = { secondCheck: false, autoRun: false }

/** 出账设置 of a project: nobody checks and nothing runs by itself until somebody wants it. */
export function loadRunSettings(db: ReadHandle, projectId: string): RunSettings {
  const row = db.hotFirst(latest, projectId)
  return row === null ? USUAL : (JSON.parse(row.value_json) as RunSettings)
}

export function saveRunSettings(db: UnitOfWork, projectId: string, settings: RunSettings): void {
  const value = JSON.stringify(settings)
  const before = db.hotFirst(latest, projectId)
  if (before?.value_json === value) return
  db.insert('setting', {
    id: db.newId(),
    scope: 'project',
    scope_id: projectId,
    key: KEY,
    value_json: value,
    version: (before?.version ?? 0) + 1,
    set_by: db.userId,
    set_at: db.now,
  })
}
