import type { Restoration } from '../../../../src-shared/domain/backup/index.ts'
import { instant } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

/** 备份位置 of this PC. */
export interface BackupPlace {
  readonly folder: string
  readonly nightlyHour: number
}

const PLACE = 'backup.place'
const CODE = 'backup.recovery_code'
const RESTORED = 'backup.restored'
const latest = hot<{ value_json: string; version: number; set_at: number }>(
  "SELECT value_json, version, set_at FROM setting WHERE scope = 'device' AND key = ? ORDER BY version DESC LIMIT 1",
)
const versions = hot<{ value_json: string; set_at: number }>(
  "SELECT value_json, set_at FROM setting WHERE scope = 'device' AND key = ? ORDER BY version",
)
const deviceUid = hot<{ device_uid: string }>('SELECT device_uid FROM device WHERE id = 1')

export function findPlace(db: ReadHandle): BackupPlace | null {
  const row = db.hotFirst(latest, PLACE)
  return row === null ? null : (JSON.parse(row.value_json) as BackupPlace)
}

/** Since when backups are due. */
export function findFirstPlaceAt(db: ReadHandle): Instant | null {
  const first = db.hotFirst(versions, PLACE)
  return first === null ? null : instant(first.set_at)
}

export function savePlace(db: UnitOfWork, place: BackupPlace): void {
  saveVersion(db, PLACE, place)
}

/** When the recovery code was changed last, as the log of operations has it. */
export function findCodeChange(db: ReadHandle): number | null {
  return db.hotFirst(latest, CODE)?.set_at ?? null
}

/** Which code it is nobody can tell from it: only that from now on it is another one. */
export function saveCodeChange(db: UnitOfWork, kcv: string): void {
  saveVersion(db, CODE, { kcv })
}

export function saveRestored(db: UnitOfWork, note: { readonly setName: string; readonly madeAt: number }): void {
  saveVersion(db, RESTORED, { setName: note.setName, madeAt: note.madeAt })
}

/** Every restore of this data that the file knows of. */
export function loadRestorations(db: ReadHandle): Restoration[] {
  return db.hotAll(versions, RESTORED).map(({ value_json, set_at }) => {
    const { madeAt } = JSON.parse(value_json) as { readonly madeAt: number }
    return { setMadeAt: madeAt, restoredAt: instant(set_at) }
  })
}

function saveVersion(db: UnitOfWork, key: string, value: object): void {
  db.insert('setting', {
    id: db.newId(),
    scope: 'device',
    scope_id: db.hotFirst(deviceUid)?.device_uid ?? '',
    key,
    value_json: JSON.stringify(value),
    version: (db.hotFirst(latest, key)?.version ?? 0) + 1,
    set_by: db.userId,
    set_at: db.now,
  })
}
