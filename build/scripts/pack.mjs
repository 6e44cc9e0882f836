// `npm run pack`: the program as a folder that runs without this checkout. `--smoke`: the variant that tests can drive.
// `--installers`: installers as well, only from the official binary of the pinned version.
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { makeAppFolder } from './pack/app-folder.mjs'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'
import { copyPlainRuntime } from './runtime.mjs'
import { pinnedVersion } from './runtime/official.mjs'

const smoke = process.argv.includes('--smoke')
const installers = process.argv.includes('--installers')

const runtime = await ensureInstalled()
const official = runtime.source === 'official' && runtime.version === pinnedVersion()
if (installers && !official) {
  console.log(`installers are only built from the official Electron ${pinnedVersion()}`)
  process.exit(1)
}
if (!(await ensureBuilt())) process.exit(1)

makeAppFolder(inProject('out/pack/app'))
const env = {
  ...process.env,
  PACK_VARIANT: smoke ? 'smoke' : 'release',
  PACK_RUNTIME: copyPlainRuntime(runtime, inProject('out/pack/runtime')),
  PACK_RUNTIME_VERSION: runtime.version,
}
const builder = inProject('node_modules/electron-builder/out/cli/cli.js')
const args = [builder, '--config', inProject('build/electron-builder.config.cjs'), '--publish', 'never']
const { code } = await run(process.execPath, installers ? args : [...args, '--dir'], { env })
if (code === 0 && !official) console.log(`packed with Electron ${runtime.version}: for tests, not for a release`)
process.exit(code)
