import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { manifestBody } from '../../../../../src-shared/contract/backup-manifest.ts'
import type { ManifestBody } from '../../../../../src-shared/contract/backup-manifest.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'

export const MANIFEST_NAME = 'manifest.json'
/** A set with a hundred thousand documents stays below; anything larger is no manifest. */
const LARGEST_BYTES = 64 * 1_048_576

/** Written last: a set without it is none. One line without spaces, so that every byte of it counts. */
export function writeManifest(setFolder: string, body: ManifestBody): void {
  const file = openSync(join(setFolder, MANIFEST_NAME), 'wx', 0o600)
  try {
    writeSync(file, JSON.stringify({ body, check: checkOf(body) }))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** @throws AppError `backup.manifest_missing` | `backup.manifest_damaged` | `backup.set_newer` */
export function readManifest(setFolder: string): ManifestBody {
  const value = parseJson(readText(join(setFolder, MANIFEST_NAME)))
  if (!isRecord(value) || !isRecord(value['body'])) throw new AppError('backup.manifest_damaged')
  const { body, check } = value
  if (check !== checkOf(body)) throw new AppError('backup.manifest_damaged')
  const format = (body as Readonly<Record<string, unknown>>)['format']
  if (typeof format === 'number' && format > 1) throw new AppError('backup.set_newer')
  const parsed = manifestBody.safeParse(body)
  if (!parsed.success) throw new AppError('backup.manifest_damaged')
  return parsed.data
}

function readText(path: string): string {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > LARGEST_BYTES) throw new AppError('backup.manifest_damaged')
    return bytes.toString('utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('backup.manifest_missing')
    throw error
  }
}

/** Tells a damaged manifest from a whole one; who could alter it on purpose could not alter the encrypted file to match. */
function checkOf(body: unknown): string {
  return createHash('sha256').update(canonical(body)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${entries.join(',')}}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
