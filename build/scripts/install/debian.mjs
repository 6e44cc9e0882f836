import { existsSync } from 'node:fs'
import { run } from '../process/run.mjs'

/** What Electron and its tests need beside itself. Newer releases carry some under another name (…t64). */
const needed = [
  'xvfb',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'xauth',
  'fonts-noto-cjk',
  'poppler-utils',
]

const quietly = (command, args) => run(command, args, { quiet: true })

async function findMissing() {
  const { output } = await quietly('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n'])
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return needed.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

async function nameHere(name) {
  const renamed = await quietly('apt-cache', ['show', '--no-all-versions', `${name}t64`])
  return renamed.code === 0 ? `${name}t64` : name
}

async function installAsRoot(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, quiet: true })
  const names = await Promise.all(missing.map(nameHere))
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...names]
  const { code, output } = await run('apt-get', args, { env, quiet: true })
  if (code !== 0) console.log(`system packages: apt-get failed: ${output.trim().split('\n').at(-1)}`)
  return code === 0
}

/** Never a reason to stop: a machine without one of them may still start the program. */
export async function ensureSystemPackages() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const missing = await findMissing()
  if (missing.length === 0) return
  if (process.getuid?.() === 0) {
    console.log(`system packages: installing ${missing.join(' ')}`)
    if (await installAsRoot(missing)) return
  }
  console.log(`system packages: missing; install them with: sudo apt-get install ${missing.join(' ')}`)
}
