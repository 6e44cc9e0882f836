// Runs vitest in Electron as Node: same V8, same SQLite binary, native Temporal.
// `npm run vitest -- --project unit src-shared/kernel`
import { pathToFileURL } from 'node:url'
import { copyFonts } from './fonts.mjs'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'
import { asNode, describeRuntime, ensureRuntime } from './runtime.mjs'

/** Answers the exit code. */
export async function runVitest(args, { env = process.env } = {}) {
  const runtime = await ensureRuntime()
  console.log(describeRuntime(runtime))
  copyFonts()
  const tool = inProject('node_modules/vitest/vitest.mjs')
  const wanted = [tool, 'run', '--config', inProject('build/vitest.config.ts'), ...args]
  const { code } = await run(runtime.executable, wanted, { env: asNode(env) })
  return code
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exit(await runVitest(process.argv.slice(2)))
}
