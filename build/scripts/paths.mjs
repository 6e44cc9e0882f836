import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export const inProject = (...parts) => join(projectRoot, ...parts)

/** The per-user cache lies outside the checkout, so that clones and branches share one runtime. */
export function cacheRoot() {
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) {
    return join(process.env.LOCALAPPDATA, 'xiaoqu-wuye', 'cache')
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'xiaoqu-wuye')
}
