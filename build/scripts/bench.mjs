// `npm run bench`: prints milliseconds, fails on ratios alone.
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { withScreen } from './process/display.mjs'
import { runVitest } from './vitest.mjs'

await ensureInstalled()
if (!(await ensureBuilt())) process.exit(1)
const code = await withScreen(process.env, (env) =>
  runVitest(['--project=perf', '--reporter', 'verbose', ...process.argv.slice(2)], { env }),
)
process.exit(code)
