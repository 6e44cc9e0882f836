import { createHash } from 'node:crypto'
import { createWriteStream, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { inProject } from '../paths.mjs'
import { installInCache } from './cache.mjs'

const SECONDS_WITHOUT_AN_ANSWER = 6

const electronPackage = () => inProject('node_modules', 'electron')
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

export const pinnedVersion = () => readJson(inProject('package.json')).devDependencies.electron

function addressOf(version, fileName) {
  const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/'
  return new URL(`v${version}/${fileName}`, mirror.endsWith('/') ? mirror : `${mirror}/`)
}

/** Fetches while data keeps coming; gives up when nothing arrives for a few seconds. */
async function fetchTo(address, path) {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), SECONDS_WITHOUT_AN_ANSWER * 1000)
  const hash = createHash('sha256')
  const watch = new Transform({
    transform(chunk, _encoding, done) {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(), SECONDS_WITHOUT_AN_ANSWER * 1000)
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    const answer = await fetch(address, { signal: stop.signal, redirect: 'follow' })
    if (!answer.ok || answer.body === null) throw new Error(`${address.host} answered ${answer.status}`)
    await pipeline(Readable.fromWeb(answer.body), watch, createWriteStream(path), { signal: stop.signal })
    return hash.digest('hex')
  } finally {
    clearTimeout(timer)
  }
}

/** The official distribution of the pinned version, checked against the checksums inside the electron package. */
export async function installOfficial() {
  const version = pinnedVersion()
  const fileName = `electron-v${version}-${process.platform}-${process.arch}.zip`
  const expected = readJson(join(electronPackage(), 'checksums.json'))[fileName]
  if (!expected) throw new Error(`the electron package knows no ${fileName}`)

  const zip = join(tmpdir(), `${process.pid}-${fileName}`)
  try {
    const actual = await fetchTo(addressOf(version, fileName), zip)
    if (actual !== expected) throw new Error(`${fileName} does not match its checksum`)
    const { extract } = createRequire(join(electronPackage(), 'install.js'))('@electron-internal/extract-zip')
    await installInCache(version, async (folder) => {
      await extract(zip, { dir: folder })
      writeFileSync(join(folder, 'source.json'), `${JSON.stringify({ version, source: 'official' })}\n`)
    })
  } finally {
    rmSync(zip, { force: true })
  }
}
