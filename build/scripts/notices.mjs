// `npm run notices`: the licences of everything that ships, from the locked production packages, into
// `resources/notices/third-party.txt`. `--check` (part of `npm run lint`) only says whether the file is current.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inProject } from './paths.mjs'

const TARGET = 'resources/notices/third-party.txt'

/** What may ship beside our own code. Anything else stops here until a person has read it. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
])

/** Packages whose manifest names no licence; what their licence file says, read by a person. */
const READ_BY_HAND = { 'png-js@2.0.0': 'MIT' }

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i

/** @throws for a licence that nobody has allowed; of alternatives one is enough. */
function requireAllowed(name, expression) {
  const alternatives = (expression ?? '').replace(/[()]/g, '').split(/\s+OR\s+/)
  const isAllowed = (alternative) => alternative.split(/\s+AND\s+/).every((licence) => ALLOWED.has(licence))
  if (alternatives.some(isAllowed)) return
  throw new Error(`${name}: the licence "${expression ?? 'none'}" is not among those that may ship`)
}

/** The production packages of the lock file. Binaries for one platform carry the licence of the package that asks for them. */
function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.os && !entry.cpu)
    .filter(([, entry]) => !entry.optional)
    .map(([path, entry]) => {
      const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const id = `${name}@${entry.version}`
      return { path, id, licence: entry.license ?? READ_BY_HAND[id] }
    })
    .sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0))
}

function textsOf({ path, id }) {
  const folder = inProject(path)
  if (!existsSync(folder)) throw new Error(`${id} is not installed: run npm ci first`)
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && LICENCE_FILE.test(file.name),
  )
  const texts = files.map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
  return texts.length > 0 ? texts.join('\n\n') : 'The package carries no licence text of its own.'
}

function noticesText() {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  const packages = shippedPackages(lock)
  for (const { id, licence } of packages) requireAllowed(id, licence)
  const byText = new Map()
  for (const one of packages) {
    const text = `${one.licence}\n\n${textsOf(one)}`
    byText.set(text, new Set(byText.get(text)).add(one.id))
  }
  const parts = [...byText].map(([text, ids]) => `${[...ids].join(', ')}\n${text}`)
  const head = `Third-party notices\n\n${packages.length} packages. Electron and Chromium bring their own: LICENSE, LICENSES.chromium.html beside the program.`
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const target = inProject(TARGET)
  const text = noticesText()
  if (process.argv.includes('--check')) {
    const isCurrent = existsSync(target) && readFileSync(target, 'utf8') === text
    if (!isCurrent) console.log(`${TARGET} is not current: npm run notices`)
    process.exit(isCurrent ? 0 : 1)
  }
  mkdirSync(inProject('resources/notices'), { recursive: true })
  writeFileSync(target, text)
  console.log(`${TARGET}: ${text.length} characters`)
}
