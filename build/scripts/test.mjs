// `npm test`: every check of the project, in order; ends with `N passed, N failed`.
// `npm test -- unit e2e` runs the named stages; `--coverage` adds the thresholds.
import { mkdirSync, rmSync } from 'node:fs'
import { ensureInstalled } from './install.mjs'
import { inProject } from './paths.mjs'
import { readTotals, reportsFolder } from './test/reports.mjs'
import { runStages } from './test/stage.mjs'
import { stages } from './test/stages.mjs'

const words = process.argv.slice(2)
const coverage = words.includes('--coverage')
const wanted = words.filter((word) => !word.startsWith('-'))
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.log(`no stage is called ${unknown.join(', ')}; there are ${stages.map((stage) => stage.name).join(', ')}`)
  process.exit(2)
}

rmSync(reportsFolder(), { recursive: true, force: true })
mkdirSync(reportsFolder(), { recursive: true })

const chosen = stages.filter((stage) => wanted.length === 0 || wanted.includes(stage.name))
await runStages(chosen, { install: ensureInstalled, coverage })

const { passed, failed, failures } = readTotals()
if (failures.length > 0) console.log(`\nfailed:\n${failures.map((name) => `  ${name}`).join('\n')}`)
console.log(`reports: ${reportsFolder().slice(inProject().length + 1)}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
