import { writeReport } from './reports.mjs'

const now = () => performance.now() / 1000

async function timed(work) {
  const start = now()
  try {
    return { ...(await work()), seconds: now() - start }
  } catch (error) {
    return { code: 1, output: `${error.stack ?? error}\n`, seconds: now() - start }
  }
}

/** A check's output is shown when it fails; what it found goes to the report. */
async function runCheckStage(stage, context) {
  const results = []
  for (const check of stage.checks) {
    const { code, output = '', seconds } = await timed(() => check.run(context))
    results.push({ name: check.name, seconds, failure: code === 0 ? null : output || `ended with ${code}`, output })
  }
  writeReport(stage.name, results)
  return results
}

function printChecks(results) {
  for (const { name, seconds, failure } of results) {
    if (failure !== null) console.log(failure.trimEnd())
    console.log(`${failure === null ? 'passed' : 'FAILED'}: ${name} (${seconds.toFixed(1)} s)`)
  }
}

/** A runner writes its own report; when it fails without naming a test, that counts as one. */
async function runRunnerStage(stage, context) {
  const { code, output, seconds } = await timed(() => stage.runner(context))
  if (code === 0 || stage.namesFailure()) return
  if (output) console.log(output.trimEnd())
  writeReport(`${stage.name}-runner`, [
    { name: `${stage.name} runs to its end`, seconds, failure: `ended with ${code}` },
  ])
}

const header = (names) => console.log(`\n== ${names.join(', ')}`)

/** Stages that share a `together` mark run side by side; what they print comes afterwards, in order. */
function inGroups(stages) {
  const groups = []
  for (const stage of stages) {
    const last = groups.at(-1)
    if (last !== undefined && stage.together !== undefined && last[0].together === stage.together) last.push(stage)
    else groups.push([stage])
  }
  return groups
}

async function runGroup(group, context) {
  if (group[0].runner !== undefined) return runRunnerStage(group[0], context)
  const outcomes = await Promise.all(group.map((stage) => runCheckStage(stage, context)))
  for (const [at, stage] of group.entries()) {
    printChecks(outcomes[at])
    if (outcomes[at].some((result) => result.failure !== null)) context.failed.add(stage.name)
  }
}

/** A failing stage does not stop later ones, unless they need what it makes. */
export async function runStages(stages, options) {
  const context = { ...options, failed: new Set() }
  for (const group of inGroups(stages)) {
    const start = now()
    header(group.map((stage) => stage.name))
    const missing = (group[0].needs ?? []).filter((name) => context.failed.has(name))
    if (missing.length > 0) console.log(`not run: ${missing.join(', ')} failed`)
    else await runGroup(group, context)
    console.log(`-- ${(now() - start).toFixed(1)} s`)
  }
}
