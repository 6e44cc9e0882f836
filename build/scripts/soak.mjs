// `npm run soak`: the tests of `npm test` with their full counts (SOAK=1), and those that are for soak alone.
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { runPlaywright } from './playwright.mjs'
import { runVitest } from './vitest.mjs'

await ensureInstalled()
if (!(await ensureBuilt())) process.exit(1)
const env = { ...process.env, SOAK: '1' }
const projects = ['unit', 'integration', 'devices', 'security', 'soak'].flatMap((name) => ['--project', name])
const args = ['--testTimeout', '36000000', ...process.argv.slice(2)]
const rules = await runVitest([...projects, ...args], { env })
const pages = await runPlaywright(['--project=e2e', '--timeout', '0'], { stage: 'soak', env })
process.exit(rules === 0 && pages === 0 ? 0 : 1)
