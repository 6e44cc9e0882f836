// `npm run types`: every part of the project against its own libraries and flags.
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'

const tool = inProject('node_modules/vue-tsc/bin/vue-tsc.js')
const { code } = await run(process.execPath, [tool, '--build', ...process.argv.slice(2)])
process.exit(code)
