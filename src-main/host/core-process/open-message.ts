import { app } from 'electron'
import type { KeyProof } from '../../../src-shared/contract/backup-manifest.ts'
import type { HostToCore, RestoredNote } from '../../../src-shared/contract/desktop.ts'
import { resourceFolders } from '../build-paths.ts'
import type { OpenKey, Vault } from '../vault/vault.ts'

export interface OpeningPlace {
  readonly dataDir: string
  readonly startAtMs: number | null
  readonly vault: Vault | null
}

/** What core is told to open, at the first opening and at each one after a restart of core. */
export function openMessages({
  dataDir,
  startAtMs,
  vault,
}: OpeningPlace): (opened: OpenKey, restored: RestoredNote | null) => HostToCore {
  const begunAt = performance.now()
  return ({ key, mode, create }, restored) => ({
    t: 'open',
    dataDir,
    keyHex: key.toString('hex'),
    create,
    ...resourceFolders(),
    appVersion: app.getVersion(),
    unlockMode: mode,
    proof: proofOf(vault),
    restored,
    // A core that is started anew later in the day must not go back to the morning.
    startAtMs: startAtMs === null ? null : Math.round(startAtMs + performance.now() - begunAt),
  })
}

function proofOf(vault: Vault | null): KeyProof {
  if (vault === null) throw new Error('A key without a vault')
  return vault.proof()
}
