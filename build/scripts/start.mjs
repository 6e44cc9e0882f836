// `npm start`: installs what is missing, builds when a source changed, opens the program.
// Words after `--` go to the program: `npm start -- --data DIR`.
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { projectRoot } from './paths.mjs'
import { hasDisplay } from './process/display.mjs'
import { run } from './process/run.mjs'

const runtime = await ensureInstalled()
if (!(await ensureBuilt())) process.exit(1)

if (!hasDisplay()) {
  console.log('no screen (DISPLAY and WAYLAND_DISPLAY are empty): running the demo on a virtual one instead')
  const { runDemo } = await import('./demo.mjs')
  process.exit(await runDemo())
}

const switches = []
if (process.getuid?.() === 0) {
  console.log('running as root: started with --no-sandbox')
  switches.push('--no-sandbox')
}
const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
const { code } = await run(runtime.executable, [...switches, projectRoot, ...process.argv.slice(2)], { env })
process.exit(code)
