// `npm run lint`: every rule set, one after the other. `npm run lint -- graph` runs one of them,
// `npm run format` rewrites what the format check would refuse.
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'
import { asNode, ensureRuntime } from './runtime.mjs'

const tool = (path) => inProject('node_modules', path)

const codeFolders = () =>
  readdirSync(inProject())
    .filter((name) => name.startsWith('src-') || name === 'tests' || name === 'build')
    .concat('electron.config.ts')

const sourceFolders = () => codeFolders().filter((name) => name.startsWith('src-') || name === 'tests')

/** Rewritten by every build. */
const generated = ['!**/auto-imports.d.ts', '!**/components.d.ts']

/** Each is one check of the report. `graph` needs a newer Node than the floor, so it runs in Electron as Node. */
const checks = {
  rules: () => ['node', tool('oxlint/bin/oxlint'), '--config', 'build/oxlintrc.json', '--type-aware', ...codeFolders()],
  format: ({ fix }) => [
    'node',
    tool('oxfmt/bin/oxfmt'),
    '--config',
    'build/oxfmtrc.json',
    fix ? '--write' : '--check',
    ...codeFolders(),
    ...generated,
  ],
  templates: () => [
    'node',
    tool('eslint/bin/eslint.js'),
    '--config',
    'build/eslint.config.mjs',
    '--max-warnings=0',
    '--no-error-on-unmatched-pattern',
    '--pass-on-no-patterns',
    'src-renderer',
  ],
  graph: () => [
    'runtime',
    tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    'build/dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    ...sourceFolders(),
  ],
  unused: () => ['node', tool('knip/bin/knip.js'), '--config', 'build/knip.json', '--no-progress', '--no-config-hints'],
  notices: () => ['node', inProject('build/scripts/notices.mjs'), '--check'],
}

export const checkNames = Object.keys(checks)

export async function runCheck(name, { quiet = false, fix = false } = {}) {
  const [host, ...args] = checks[name]({ fix })
  if (host === 'node') return run(process.execPath, args, { quiet })
  const { executable } = await ensureRuntime()
  return run(executable, args, { quiet, env: asNode() })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const fix = process.argv.includes('--fix')
  const given = process.argv.slice(2).filter((word) => word !== '--fix')
  let failed = 0
  for (const name of given.length > 0 ? given : checkNames) {
    const { code } = await runCheck(name, { fix })
    console.log(`${name}: ${code === 0 ? 'clean' : 'failed'}`)
    if (code !== 0) failed += 1
  }
  process.exit(failed === 0 ? 0 : 1)
}
