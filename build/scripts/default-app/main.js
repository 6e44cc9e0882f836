// Gives a bare Electron executable its ordinary `electron <path>` back: reads the target's package.json,
// sets name, version and app path, loads its main. Runs inside Electron, never in a package.
import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

function readArguments(given) {
  const requires = []
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at]
    if (word === '-r' || word === '--require') {
      at += 1
      requires.push(given[at])
      continue
    }
    if (word.startsWith('--app=')) return { requires, target: word.slice('--app='.length) }
    if (!word.startsWith('-')) return { requires, target: word }
  }
  return { requires, target: null }
}

const { requires, target } = readArguments(process.argv.slice(1))
if (target === null) {
  console.error('usage: electron [switches] <folder or file>')
  app.exit(1)
}

const require = createRequire(import.meta.url)
for (const preload of requires) require(resolve(preload))

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })

const targetPath = resolve(target)
const manifestPath = join(targetPath, 'package.json')
const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : null
if (manifest?.version) app.setVersion(manifest.version)
if (manifest?.productName ?? manifest?.name) app.setName(manifest.productName ?? manifest.name)
if (manifest?.desktopName) app.setDesktopName(manifest.desktopName)

const main = require.resolve(targetPath)
app.setAppPath(manifest ? targetPath : dirname(main))

await import(pathToFileURL(main).toString())
