// `npm run sign-feed -- FOLDER`: signs the feed files of a release with the key named by UPDATE_SIGNING_KEY.
// `npm run sign-feed -- --new-key FILE`: makes that key once; its public half becomes resources/update-key.pem.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [first, file] = process.argv.slice(2)
if (first === '--new-key' && file !== undefined) newKey(file)
else if (first !== undefined && !first.startsWith('--')) signFolder(first)
else fail('usage: npm run sign-feed -- FOLDER | --new-key FILE')

function newKey(path) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  writeFileSync('resources/update-key.pem', publicKey.export({ type: 'spki', format: 'pem' }))
  console.log(`${path}: keep it off every machine that serves updates`)
  console.log('resources/update-key.pem: goes into the packages from now on')
}

function signFolder(folder) {
  const path = process.env.UPDATE_SIGNING_KEY
  if (path === undefined) fail('UPDATE_SIGNING_KEY names no key')
  const key = createPrivateKey(readFileSync(path))
  const feeds = readdirSync(folder).filter((name) => /^latest.*\.yml$/.test(name))
  if (feeds.length === 0) fail(`no feed in ${folder}`)
  for (const name of feeds) {
    const signature = sign(null, readFileSync(join(folder, name)), key).toString('base64')
    writeFileSync(join(folder, `${name}.sig`), `${signature}\n`)
    console.log(`signed ${name}`)
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
