// `npm run seed -- --profile S|M|L --seed n --data DIR`: fills a data folder. The entry is TypeScript without
// a build: the runtime strips the types.
import { existsSync } from 'node:fs'
import { ensureInstalled } from './install.mjs'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'
import { asNode } from './runtime.mjs'

const entry = inProject('tests', 'support', 'seed.ts')
const runtime = await ensureInstalled()
if (!existsSync(entry)) {
  console.log('there is no seed in this checkout')
  process.exit(1)
}
const { code } = await run(runtime.executable, [entry, ...process.argv.slice(2)], { env: asNode() })
process.exit(code)
