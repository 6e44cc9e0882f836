// `npm run screens`: every page, in each language, theme and size.
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { runPlaywright } from './playwright.mjs'

await ensureInstalled()
if (!(await ensureBuilt())) process.exit(1)
process.exit(await runPlaywright(['--project=screens', ...process.argv.slice(2)], { stage: 'screens' }))
