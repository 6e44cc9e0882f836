// `npm run build`: out/{main,preload,renderer}. Done again only when a source changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { copyFonts } from './fonts.mjs'
import { inProject } from './paths.mjs'
import { run } from './process/run.mjs'

const stampPath = () => inProject('out', 'build-stamp')

/** Written by the build itself: they must not make it stale. */
const generated = /(^|[\\/])(auto-imports|components)\.d\.ts$/

function sourceFiles() {
  const folders = readdirSync(inProject()).filter((name) => name.startsWith('src-'))
  const files = folders.flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !generated.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  )
  return [...files.sort(), inProject('electron.config.ts'), inProject('package.json'), inProject('package-lock.json')]
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const file of sourceFiles()) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const isCurrent = (hash) => existsSync(stampPath()) && readFileSync(stampPath(), 'utf8').trim() === hash

/** Answers whether there is a build of the present sources. */
export async function ensureBuilt({ force = false } = {}) {
  copyFonts()
  const hash = hashOfSources()
  if (!force && isCurrent(hash)) {
    console.log('build: as the sources')
    return true
  }
  rmSync(stampPath(), { force: true })
  const tool = inProject('node_modules/electron-vite/bin/electron-vite.js')
  const args = [tool, 'build', '--config', inProject('electron.config.ts'), '--logLevel', 'warn']
  const { code } = await run(process.execPath, args)
  if (code !== 0) return false
  mkdirSync(inProject('out'), { recursive: true })
  writeFileSync(stampPath(), `${hash}\n`)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exit((await ensureBuilt({ force: process.argv.includes('--force') })) ? 0 : 1)
}
