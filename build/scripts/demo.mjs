// `npm run demo`: plays the demo on a virtual screen, on the real build.
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { runPlaywright } from './playwright.mjs'

export async function runDemo(args = []) {
  return runPlaywright(['--project=demo', ...args], { stage: 'demo' })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled()
  if (!(await ensureBuilt())) process.exit(1)
  process.exit(await runDemo(process.argv.slice(2)))
}
