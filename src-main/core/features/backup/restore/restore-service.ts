import { join } from 'node:path'

import type { RestoreAsk, RestoreFound, VaultAnswer } from '../../../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import { SCHEMA_VERSION } from '../../../db/migrations/index.ts'
import type { TaskRunner } from '../../../workers/task-runner.ts'
import type { FoundSets } from '../set/list-sets.ts'
import type { LookInput } from './look-at-set.ts'
import type { StageInput } from './stage-set.ts'

export interface RestoreServiceParts {
  readonly places: TaskRunner
  readonly databaseName: string
  /** Where this PC's backups go, while its data is open. */
  readonly usualPlace: () => string | null
  /**
   * Lets go of every file of the data folder.
   * @throws AppError `vault.in_use` when another program holds it: two accounts of one PC may share the folder.
   */
  readonly close: (dataDir: string) => Promise<void>
}

/** Core's end of a restore, whether a database is open or not. Expected refusals are answers. */
export async function answerRestore(ask: RestoreAsk, parts: RestoreServiceParts): Promise<VaultAnswer<unknown>> {
  try {
    return { ok: true, value: await run(ask, parts) }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, params: error.params }
    throw error
  }
}

function run(ask: RestoreAsk, parts: RestoreServiceParts): Promise<unknown> {
  const { places, databaseName } = parts
  switch (ask.kind) {
    case 'sets':
      return findRestorable(ask.folder ?? parts.usualPlace(), places)
    case 'look': {
      const { folder, setName, keyHex } = ask
      const live = ask.live === null ? null : { path: join(ask.live.dataDir, databaseName), keyHex: ask.live.keyHex }
      return places.run('backup.look', { folder, setName, keyHex, live } satisfies LookInput)
    }
    case 'stage': {
      const { folder, setName, keyHex, stage } = ask
      return places.run('backup.stage', { folder, setName, keyHex, stage, databaseName } satisfies StageInput)
    }
    case 'close':
      return parts.close(ask.dataDir).then(() => null)
    default:
      return assertNever(ask)
  }
}

async function findRestorable(folder: string | null, places: TaskRunner): Promise<RestoreFound['sets']> {
  if (folder === null) throw new AppError('backup.no_place')
  const found = (await places.run('backup.sets', { folder })) as FoundSets
  return {
    folder: found.folder,
    sets: found.sets.flatMap(({ setName, manifest, bytes }) =>
      manifest === null || manifest.schema > SCHEMA_VERSION
        ? []
        : [
            {
              setName,
              bytes,
              madeAt: manifest.madeAt,
              program: manifest.program,
              operations: manifest.facts.head.devSeq,
              receipts: manifest.facts.counts['receipt'] ?? 0,
              proof: manifest.key,
            },
          ],
    ),
    newer: found.sets.flatMap(({ setName, manifest }) =>
      manifest !== null && manifest.schema > SCHEMA_VERSION ? [setName] : [],
    ),
    unreadable: found.sets.flatMap(({ setName, manifest }) => (manifest === null ? [setName] : [])),
  }
}
