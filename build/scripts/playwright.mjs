// Runs Playwright in Electron as Node under a virtual screen: specs may open the database and use Temporal.
// `npm run playwright -- --project e2e tests/e2e/login.spec.ts`
import { pathToFileURL } from 'node:url'
import { inProject } from './paths.mjs'
import { withScreen } from './process/display.mjs'
import { run } from './process/run.mjs'
import { asNode, describeRuntime, ensureRuntime } from './runtime.mjs'

/** Answers the exit code. `stage` names the report: out/reports/<stage>.e2e.xml (e2e.xml). */
export async function runPlaywright(args, { stage, env = process.env } = {}) {
  const runtime = await ensureRuntime()
  console.log(describeRuntime(runtime))
  if (process.getuid?.() === 0) console.log('running as root: the program is started with --no-sandbox')
  const cli = inProject('node_modules/@playwright/test/cli.js')
  const config = inProject('build/playwright.config.ts')
  const wanted = asNode({ TZ: 'Asia/Shanghai', ...env, ...(stage ? { E2E_STAGE: stage } : {}) })
  const { code } = await withScreen(wanted, (screen) =>
    run(runtime.executable, [cli, 'test', '--config', config, ...args], { env: screen }),
  )
  return code
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exit(await runPlaywright(process.argv.slice(2)))
}
