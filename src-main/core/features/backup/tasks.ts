import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { TaskBody, TaskHooks } from '../../workers/task-runner.ts'
import { checkFile } from './file-check/check-file.ts'
import type { CheckFileInput } from './file-check/check-file.ts'
import { lookAtSet } from './restore/look-at-set.ts'
import type { LookInput } from './restore/look-at-set.ts'
import { stageSet } from './restore/stage-set.ts'
import type { StageInput } from './restore/stage-set.ts'
import { findSets } from './set/list-sets.ts'
import { makeSet } from './set/make-set.ts'
import type { MakeSetInput } from './set/make-set.ts'
import { freeBytesOf, requirePlace } from './set/place.ts'

export interface PlaceInput {
  readonly folder: string
  readonly dataDir: string
}

type Hooks = Required<Pick<TaskHooks, 'onProgress'>> & { readonly signal: AbortSignal }
const TASKS: Readonly<Record<string, (input: never, hooks: Hooks) => unknown>> = {
  'backup.make': (input: MakeSetInput, hooks) => makeSet(input, hooks),
  'backup.sets': ({ folder }: { readonly folder: string }) => ({ ...findSets(folder), freeBytes: freeBytesOf(folder) }),
  'backup.require_place': ({ folder, dataDir }: PlaceInput) => requirePlace(folder, dataDir),
  'backup.check_file': (input: CheckFileInput, hooks) => checkFile(input, hooks),
  'backup.look': (input: LookInput, hooks) => lookAtSet(input, hooks),
  'backup.stage': (input: StageInput, hooks) => stageSet(input, hooks),
}

/**
 * What a backup worker does. It knows no open database: each task names its files and brings the key, so that it serves a restore
 * before anything is open, too.
 */
export const backupBody: TaskBody = async (name, input, hooks) => {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined
  invariant(task !== undefined, `the backup worker knows ${name}`)
  return (await task(input as never, hooks)) ?? null
}
