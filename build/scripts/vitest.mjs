// Runs vitest in Electron as Node: same V8, same SQLite binary, native Temporal.
// `npm run vitest -- --project unit src-shared/kernel`
import { copyFonts } from './fonts.mjs'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'
import { asNode, describeRuntime, ensureRuntime } from './runtime.mjs'

const runtime = await ensureRuntime()
console.log(describeRuntime(runtime))
copyFonts()
const args = [inProject('node_modules/vitest/vitest.mjs'), 'run', '--config', inProject('build/vitest.config.ts')]
const { code } = await run(runtime.executable, [...args, ...process.argv.slice(2)], { env: asNode() })
process.exit(code)
