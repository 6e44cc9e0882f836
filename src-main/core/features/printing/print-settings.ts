import { printSettings } from '../../../../src-shared/contract/printing.contract.ts'
import type { SchemaOutput } from '../../../../src-shared/contract/request/define.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

export type PrintSettings = SchemaOutput<typeof printSettings>

const KEY = 'printing.receipt'
const latest = hot<{ value_json: string; version: number }>(`SELECT value_json, version FROM setting
  WHERE scope = 'device' AND scope_id = (SELECT device_uid FROM device WHERE id = 1) AND key = '${KEY}' ORDER BY version DESC LIMIT 1`)
const deviceUid = hot<{ device_uid: string }>('SELECT device_uid FROM device WHERE id = 1')

const DEFAULTS: PrintSettings = {
  printer: { kind: 'none' },
  format: 'continuous_241_third',
  copies: 1,
  offsetXE1mm: 0,
  offsetYE1mm: 0,
}

/** 打印设置 of this PC: a printer stands beside one desk, whichever project is open on it. */
export function loadPrintSettings(db: ReadHandle): PrintSettings {
  const row = db.hotFirst(latest)
  return row === null ? DEFAULTS : printSettings.parse(JSON.parse(row.value_json))
}

/** Saves as a new version; the same settings again write nothing. */
export function savePrintSettings(db: UnitOfWork, settings: PrintSettings): void {
  const value = JSON.stringify(settings)
  const before = db.hotFirst(latest)
  if (before?.value_json === value) return
  const scopeId = db.hotFirst(deviceUid)?.device_uid ?? ''
  db.insert('setting', {
    id: db.newId(),
    scope: 'device',
    scope_id: scopeId,
    key: KEY,
    value_json: value,
    version: (before?.version ?? 0) + 1,
    set_by: db.userId,
    set_at: db.now,
  })
}
