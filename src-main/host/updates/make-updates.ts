import { existsSync, readFileSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'

import { app } from 'electron'

import type { UpdateState } from '../../../src-shared/contract/desktop-update.ts'
import type { Log } from '../log.ts'
import type { PreferenceStore } from '../preferences.ts'
import type { StoppableCore } from './install-or-go-on.ts'
import { readPublicKey } from './feed-signature.ts'
import { updateEngine } from './update-engine.ts'
import { Updates } from './updates.ts'

export interface UpdatePlace {
  readonly homeDir: string
  /** A key file that a test brings; a package has its own. */
  readonly keyFile: string | null
  readonly preferences: PreferenceStore
  readonly log: Log
  readonly announce: (state: UpdateState) => void
  readonly core: StoppableCore
}

export function makeUpdates(place: UpdatePlace): Updates {
  const { homeDir, preferences, log, announce, core } = place
  const key = keyOf(place.keyFile)
  return new Updates({
    version: app.getVersion(),
    engine: key === null ? null : updateEngine({ homeDir, key, log, core }),
    feed: {
      get: () => preferences.get().updateFeed,
      set: (updateFeed) => preferences.set({ updateFeed }),
    },
    announce,
    now: () => Date.now(),
    log,
  })
}

/** `null` for a build without a key, and for one that was not installed by a package that can be replaced. */
function keyOf(keyFile: string | null): KeyObject | null {
  const file = app.isPackaged ? join(app.getAppPath(), 'resources/update-key.pem') : keyFile
  if (file === null || !existsSync(file) || !canBeReplaced()) return null
  return readPublicKey(readFileSync(file, 'utf8'))
}

function canBeReplaced(): boolean {
  if (!app.isPackaged || process.platform !== 'linux') return true
  // electron-builder leaves this file in a deb.
  return process.env['APPIMAGE'] !== undefined || existsSync(join(process.resourcesPath, 'package-type'))
}
