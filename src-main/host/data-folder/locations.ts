import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { FolderProblem } from '../../../src-shared/contract/desktop.ts'
import { chooseFolder } from './choose-folder.ts'
import { holdsData, prepareFolder } from './inspect-folder.ts'

export interface Locations {
  readonly dataDir: string
  readonly folderProblem: FolderProblem | null
  readonly folderInUse: boolean
  /** All users of this PC's system use this folder. */
  readonly shared: boolean
  /** Where log, preferences and the browser's own files lie: the data folder, unless that was refused or is shared. */
  readonly homeDir: string
}

const FOLDER_NAME = 'xiaoqu-wuye'

/** Finds the data folder. Must run before the instance lock is asked for: the lock lies in the browser's own folder. */
export function locate(asked: string | null): Locations {
  const standard = standardFolder()
  const { dataDir, shared } = chooseFolder({ asked, shared: sharedFolder(), own: standard, holdsData })
  const folderProblem = prepareFolder(dataDir, process.env)
  const isOwn = folderProblem === null && !shared
  const homeDir = isOwn ? dataDir : firstUsable([standard, join(tmpdir(), FOLDER_NAME)])
  return { dataDir, folderProblem, folderInUse: holdsData(dataDir), shared, homeDir }
}

/** Windows copies the roaming folder to a server at sign-out: the local one is the right place there. */
function standardFolder(): string {
  const local = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined
  return join(local ?? app.getPath('appData'), FOLDER_NAME)
}

/** An administrator of the PC makes it and gives every user the right to change its files (docs/adr/0007). */
function sharedFolder(): string | null {
  if (process.platform === 'linux') return join('/var/lib', FOLDER_NAME)
  const programData = process.platform === 'win32' ? process.env['ProgramData'] : undefined
  return programData === undefined ? null : join(programData, FOLDER_NAME)
}

function firstUsable(folders: readonly string[]): string {
  const usable = folders.find((folder) => prepareFolder(folder, process.env) === null)
  if (usable === undefined) throw new Error('No folder of this user can be written')
  return usable
}
