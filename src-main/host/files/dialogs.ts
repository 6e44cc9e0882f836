import { existsSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { app, dialog, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import type { FileGrant, FileRefusal, OpenKind, SaveKind } from '../../../src-shared/contract/desktop.ts'
import type { Grants } from './grants.ts'
import { safeFileName, withEnding } from './file-name.ts'

const READABLE: Readonly<Record<OpenKind, readonly string[]>> = { workbook: ['xlsx', 'xls', 'csv'] }

export async function chooseFile(
  grants: Grants,
  options: { window: BrowserWindow; kind: OpenKind },
): Promise<FileGrant | FileRefusal | null> {
  const extensions = [...READABLE[options.kind]]
  const filters = [{ name: extensions.map((extension) => `*.${extension}`).join(' '), extensions }]
  const chosen = await dialog.showOpenDialog(options.window, { properties: ['openFile'], filters })
  const path = chosen.filePaths[0]
  return chosen.canceled || path === undefined ? null : grantReadable(grants, path)
}

/** A folder on a stick, a disk or a share, for backups to go to or to come from. */
export async function chooseFolder(grants: Grants, window: BrowserWindow): Promise<FileGrant | null> {
  const chosen = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
  const path = chosen.filePaths[0]
  return chosen.canceled || path === undefined ? null : grants.add(path, { mode: 'folder', sizeBytes: null })
}

/** A file that came from a person's hand (dialog or drop) may be read when it is an ordinary file of a known kind. */
export function grantReadable(grants: Grants, path: string): FileGrant | FileRefusal {
  const known = Object.values(READABLE).flat()
  const fileName = basename(path)
  // A dialog offers these kinds, and lets a person type any other name.
  if (!known.includes(extname(path).slice(1).toLowerCase())) return { refused: 'kind', fileName }
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isFile() ? grants.add(path, { mode: 'read', sizeBytes: stat.size }) : { refused: 'no_file', fileName }
}

export async function chooseSave(
  grants: Grants,
  options: { window: BrowserWindow; kind: SaveKind; suggestedName: string },
): Promise<FileGrant | null> {
  const { window, kind, suggestedName } = options
  const defaultPath = join(app.getPath('documents'), safeFileName(suggestedName, kind))
  const filters = [{ name: `*.${kind}`, extensions: [kind] }]
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath,
    filters,
    properties: ['showOverwriteConfirmation'],
  })
  if (chosen.canceled || chosen.filePath === '') return null
  return grants.add(withEnding(chosen.filePath, kind), { mode: 'write', sizeBytes: null })
}

export async function openSaved(grants: Grants, options: { grantId: string; reveal: boolean }): Promise<boolean> {
  const path = grants.savedPath(options.grantId)
  if (path === null || !existsSync(path)) return false
  if (!options.reveal) return (await shell.openPath(path)) === ''
  shell.showItemInFolder(path)
  return true
}
