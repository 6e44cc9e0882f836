// Makes a fresh checkout ready: packages, system packages, the Electron runtime, fonts.
import { pathToFileURL } from 'node:url'
import { copyFonts } from './fonts.mjs'
import { ensureSystemPackages } from './install/debian.mjs'
import { ensureModules } from './install/modules.mjs'
import { describeRuntime, ensureRuntime } from './runtime.mjs'

/** Answers the runtime. */
export async function ensureInstalled() {
  await ensureModules()
  await ensureSystemPackages()
  copyFonts()
  const runtime = await ensureRuntime()
  console.log(describeRuntime(runtime))
  return runtime
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureInstalled()
