import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheRoot } from '../paths.mjs'

const standIn = join(dirname(fileURLToPath(import.meta.url)), '..', 'default-app')

export const runtimeCache = () => join(cacheRoot(), 'electron')

export function executableIn(folder) {
  if (process.platform === 'win32') return join(folder, 'electron.exe')
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return join(folder, 'electron')
}

const resourcesIn = (folder) =>
  process.platform === 'darwin' ? join(folder, 'Electron.app', 'Contents', 'Resources') : join(folder, 'resources')

/** A cached runtime counts only when its source note is there: it is written last. */
export function readCached(version) {
  const folder = join(runtimeCache(), version)
  const note = join(folder, 'source.json')
  if (!existsSync(note) || !existsSync(executableIn(folder))) return null
  refreshStandIn(folder)
  return { folder, executable: executableIn(folder), ...JSON.parse(readFileSync(note, 'utf8')) }
}

/** An official distribution brings its own default_app.asar (a file); only a folder is ours to keep up to date. */
export function refreshStandIn(folder) {
  const place = join(resourcesIn(folder), 'default_app.asar')
  if (existsSync(place) && !existsSync(join(place, 'main.js'))) return
  mkdirSync(place, { recursive: true })
  for (const name of readdirSync(standIn)) {
    const fresh = readFileSync(join(standIn, name))
    const target = join(place, name)
    if (existsSync(target) && readFileSync(target).equals(fresh)) continue
    cpSync(join(standIn, name), target)
  }
}

/** Builds in a folder of its own and renames at the end, so that two runs at once cannot see half a runtime. */
export async function installInCache(version, fill) {
  mkdirSync(runtimeCache(), { recursive: true })
  const building = mkdtempSync(join(runtimeCache(), '.building-'))
  try {
    await fill(building)
    const target = join(runtimeCache(), version)
    if (existsSync(join(target, 'source.json'))) return
    rmSync(target, { recursive: true, force: true })
    renameSync(building, target)
  } catch (error) {
    if (readCached(version) === null) throw error
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

/** A copy for packaging: what is packed must not hold a default app. Copied, since packing changes the fuses in place. */
export function copyPlainRuntime(runtime, target) {
  rmSync(target, { recursive: true, force: true })
  cpSync(runtime.folder, target, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true })
  rmSync(join(resourcesIn(target), 'default_app.asar'), { recursive: true, force: true })
  rmSync(join(target, 'source.json'), { force: true })
  return target
}
