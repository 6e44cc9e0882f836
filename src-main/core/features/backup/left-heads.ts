import { planHeads } from '../../../../src-shared/domain/backup/index.ts'
import type { HeadsToCompare, SetHead } from '../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import { patient } from './patient.ts'
import { findPlace, loadRestorations } from './place-setting.ts'
import type { FoundSet, FoundSets } from './set/list-sets.ts'

/** `unreachable`: the stick is out or the share is away; what can be compared is compared another night. */
export type LeftHeads = { readonly kind: 'no_place' | 'unreachable' } | ({ readonly kind: 'read' } & HeadsToCompare)

const deviceUid = hot<{ device_uid: string }>('SELECT device_uid FROM device WHERE id = 1')

/** The heads in the manifests of this device's sets, read where the sets lie: outside the machine that could be tampered with. */
export async function readLeftHeads(db: ReadHandle, places: TaskRunner): Promise<LeftHeads> {
  const place = findPlace(db)
  if (place === null) return { kind: 'no_place' }
  const uid = db.hotFirst(deviceUid)?.device_uid ?? ''
  try {
    const { sets } = (await patient(places.run('backup.sets', { folder: place.folder }))) as FoundSets
    return {
      kind: 'read',
      ...planHeads(
        sets.flatMap((set) => headOf(set, uid)),
        loadRestorations(db),
      ),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'unreachable' }
  }
}

function headOf({ setName, manifest }: FoundSet, ownUid: string): SetHead[] {
  if (manifest === null || manifest.device.uid !== ownUid) return []
  const { devSeq, hash } = manifest.facts.head
  return devSeq === 0 ? [] : [{ setName, madeAt: manifest.madeAt, devSeq, hash }]
}
