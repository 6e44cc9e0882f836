// `npm run dev`: the pages reload on each change; main and core restart with --watch.
import { ensureInstalled } from './install.mjs'
import { inProject } from './paths.mjs'
import { hasDisplay } from './process/display.mjs'
import { run } from './process/run.mjs'

const runtime = await ensureInstalled()
if (!hasDisplay()) {
  console.log('no screen (DISPLAY and WAYLAND_DISPLAY are empty): development needs one')
  process.exit(1)
}

const env = { ...process.env, ELECTRON_EXEC_PATH: runtime.executable }
if (process.getuid?.() === 0) {
  console.log('running as root: started with --no-sandbox')
  env.NO_SANDBOX = '1'
}
const tool = inProject('node_modules/electron-vite/bin/electron-vite.js')
const args = [tool, 'dev', '--config', inProject('electron.config.ts'), ...process.argv.slice(2)]
const { code } = await run(process.execPath, args, { env })
process.exit(code)
