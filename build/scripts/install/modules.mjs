import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inProject } from '../paths.mjs'
import { npmCommand, runOrThrow } from '../process/run.mjs'

const stampPath = () => inProject('node_modules', '.install-stamp')

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex')

const isCurrent = () => existsSync(stampPath()) && readFileSync(stampPath(), 'utf8').trim() === lockHash()

/** `npm ci` when node_modules is missing or the lock file is another one than at the last install. */
export async function ensureModules() {
  if (isCurrent()) {
    console.log('packages: as locked')
    return
  }
  console.log('packages: npm ci')
  await runOrThrow(npmCommand, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stampPath(), `${lockHash()}\n`)
}
