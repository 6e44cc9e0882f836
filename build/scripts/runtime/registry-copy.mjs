import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmCommand, runOrThrow } from '../process/run.mjs'
import { installInCache } from './cache.mjs'

/** An unmodified Electron inside a registry package, for networks that do not reach GitHub. Development and tests only. */
export const registryCopy = {
  version: '43.2.0',
  packageName: 'hvir-linux-x64',
  packageVersion: '0.1.5',
  integrity: 'zqCLwMwq6Uwe041NLHJ5gqlmPDaL6jG3eAFWZyr4+xsDY6gQET3X5IzfZ0bQX9yMtk5p+Q5nG7Six73dy9RrKQ==',
}

export const registryCopyFits = () => process.platform === 'linux' && process.arch === 'x64'

async function download(folder) {
  const spec = `${registryCopy.packageName}@${registryCopy.packageVersion}`
  await runOrThrow(npmCommand, ['pack', spec, '--pack-destination', folder, '--silent'], { cwd: folder, quiet: true })
  return join(folder, `${registryCopy.packageName}-${registryCopy.packageVersion}.tgz`)
}

export async function installRegistryCopy() {
  const work = mkdtempSync(join(tmpdir(), 'electron-copy-'))
  try {
    const archive = await download(work)
    const actual = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (actual !== registryCopy.integrity) throw new Error(`${registryCopy.packageName} does not match its integrity`)
    await runOrThrow('tar', ['-xzf', archive, '-C', work, 'package/payload.tar.gz'], { quiet: true })
    await installInCache(registryCopy.version, (folder) => unpack(join(work, 'package/payload.tar.gz'), folder))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function unpack(payload, folder) {
  const { version } = registryCopy
  const args = ['-xzf', payload, '-C', folder, '--strip-components=1', '--no-same-owner', '--exclude=app/resources']
  await runOrThrow('tar', args, { quiet: true })
  renameSync(join(folder, 'hvir'), join(folder, 'electron'))
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'source.json'), `${JSON.stringify({ version, source: 'registry copy' })}\n`)
}
