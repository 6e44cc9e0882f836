import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../build.mjs'
import { checkNames, runCheck } from '../lint.mjs'
import { inProject } from '../paths.mjs'
import { runPlaywright } from '../playwright.mjs'
import { run } from '../process/run.mjs'
import { runVitest } from '../vitest.mjs'
import { hasFailures, reportsFolder } from './reports.mjs'

const reportOf = (name) => join(reportsFolder(), `${name}.xml`)

function vitestStage(name, projects, folder = '.') {
  const report = reportOf(name)
  const args = [
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=junit',
    `--outputFile.junit=${report}`,
  ]
  return {
    name,
    needs: ['install'],
    runner: async ({ coverage }) => {
      if (folder !== '.' && !hasFiles(folder, '.test.ts')) return noTests()
      const covered = coverage && name === 'unit' ? ['--coverage'] : []
      return { code: await runVitest([...args, ...covered]) }
    },
    namesFailure: () => hasFailures(report),
  }
}

function playwrightStage(name, project, { needs, folder, ending }) {
  const report = reportOf(name === 'e2e' ? name : `${name}.e2e`)
  return {
    name,
    needs,
    runner: async () => {
      if (!hasFiles(folder, ending)) return noTests()
      return { code: await runPlaywright(['--project', project], { stage: name }) }
    },
    namesFailure: () => hasFailures(report),
  }
}

function noTests() {
  console.log('there are none')
  return { code: 0 }
}

function hasFiles(folder, ending) {
  const place = inProject(folder)
  return existsSync(place) && readdirSync(place, { recursive: true }).some((name) => String(name).endsWith(ending))
}

const types = async () =>
  run(process.execPath, [inProject('node_modules/vue-tsc/bin/vue-tsc.js'), '--build'], { quiet: true })

async function pack() {
  const { code, output } = await run(process.execPath, [inProject('build/scripts/pack.mjs'), '--smoke'], {
    quiet: true,
  })
  return { code, output }
}

export const stages = [
  {
    name: 'install',
    checks: [{ name: 'a fresh checkout installs', run: async ({ install }) => (await install(), { code: 0 }) }],
  },
  { name: 'types', together: 'static', needs: ['install'], checks: [{ name: 'types', run: types }] },
  {
    name: 'lint',
    together: 'static',
    needs: ['install'],
    checks: checkNames.map((name) => ({ name, run: () => runCheck(name, { quiet: true }) })),
  },
  vitestStage('unit', ['unit', 'renderer', 'renderer-utc', 'architecture']),
  vitestStage('integration', ['integration'], 'tests'),
  vitestStage('devices', ['devices'], 'tests/devices'),
  vitestStage('security', ['security'], 'tests/security'),
  {
    name: 'build',
    needs: ['install'],
    checks: [{ name: 'the program builds', run: async () => ({ code: (await ensureBuilt()) ? 0 : 1 }) }],
  },
  playwrightStage('e2e', 'e2e', { needs: ['install', 'build'], folder: 'tests/e2e', ending: '.spec.ts' }),
  { name: 'pack', needs: ['install', 'build'], checks: [{ name: 'the program packs', run: pack }] },
  playwrightStage('smoke', 'smoke', {
    needs: ['install', 'build', 'pack'],
    folder: 'tests/e2e/smoke',
    ending: '.smoke.ts',
  }),
]
