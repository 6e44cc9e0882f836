import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../paths.mjs'

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** The external packages of electron.config.ts; everything else is bundled in out/. */
function copyModules(target) {
  const from = (name) => inProject('node_modules', name)
  const driver = join(target, 'better-sqlite3')
  const binary = `${process.platform}-${process.arch}.node`
  for (const part of ['LICENSE', 'lib', join('prebuilds', binary)]) {
    cpSync(join(from('better-sqlite3'), part), join(driver, part), { recursive: true })
  }
  const bindings = readdirSync(from('@node-rs')).filter((name) => name.startsWith('argon2'))
  for (const name of bindings) cpSync(from(`@node-rs/${name}`), join(target, '@node-rs', name), { recursive: true })

  const names = ['better-sqlite3', ...bindings.map((name) => `@node-rs/${name}`)]
  return Object.fromEntries(names.map((name) => [name, writeManifest(from(name), join(target, name))]))
}

/** Without its dependencies: they serve compiling, and electron-builder would look for them. Answers the version. */
function writeManifest(from, target) {
  const { name, version, license, main, exports, type } = readJson(join(from, 'package.json'))
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version, license, type, main, exports }))
  return version
}

/** A folder that holds exactly what is packed, so that nothing of node_modules can slip in. */
export function makeAppFolder(target) {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const { name, productName, version, description, type, main } = readJson(inProject('package.json'))
  const dependencies = copyModules(join(target, 'node_modules'))
  const manifest = { name, productName, version, description, type, main, author: productName, dependencies }
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(inProject('out', part), join(target, 'out', part), { recursive: true })
  }
  if (existsSync(inProject('resources'))) cpSync(inProject('resources'), join(target, 'resources'), { recursive: true })
}
