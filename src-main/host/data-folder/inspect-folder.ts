import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { FolderProblem } from '../../../src-shared/contract/desktop.ts'
import { mountOf } from './mounts.ts'
import { SYNC_MARKS, folderProblemOf } from './refusal.ts'

/** Looks at the data folder and makes it, unless it is of a kind that is refused: then nothing is written. */
export function prepareFolder(dataDir: string, env: NodeJS.ProcessEnv): FolderProblem | null {
  const refusal = refusalOf(dataDir, env)
  if (refusal !== null) return refusal
  return isWritable(dataDir) ? null : 'not_writable'
}

/** Whether data of ours lie in the folder, be it usable or not. */
export function holdsData(dataDir: string): boolean {
  return ['vault.json', 'wuye.db'].some((name) => existsSync(join(dataDir, name)))
}

function refusalOf(dataDir: string, env: NodeJS.ProcessEnv): FolderProblem | null {
  const syncRoots = [env['OneDrive'], env['OneDriveCommercial'], env['OneDriveConsumer']].filter(
    (root) => root !== undefined,
  )
  const asAsked = folderProblemOf({ paths: [dataDir], filesystem: null, mount: null, syncMarked: false, syncRoots })
  // A share that does not answer makes the next calls wait for a minute: the name alone decides first.
  if (asAsked !== null) return asAsked
  const existing = nearestExisting(dataDir)
  try {
    // The native variant resolves mapped drives of Windows to the share behind them.
    const real = join(realpathSync.native(existing), relative(existing, dataDir))
    return folderProblemOf({
      paths: [dataDir, real],
      filesystem: filesystemOf(existing),
      mount: mountAt(real),
      syncMarked: isSyncMarked(real),
      syncRoots,
    })
  } catch {
    return 'not_writable'
  }
}

function filesystemOf(path: string): number | null {
  return process.platform === 'linux' ? statfsSync(path).type : null
}

function mountAt(path: string): string | null {
  return process.platform === 'linux' ? mountOf(path, readFileSync('/proc/self/mounts', 'utf8')) : null
}

function isSyncMarked(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (SYNC_MARKS.some((mark) => existsSync(join(at, mark)))) return true
    if (dirname(at) === at) return false
  }
}

function nearestExisting(path: string): string {
  let at = path
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  return at
}

function isWritable(dataDir: string): boolean {
  const probe = join(dataDir, `.write-probe-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
