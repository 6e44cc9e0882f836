import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import type { BackupPlace } from '../support/backup-place.ts'
import { CASHIER_PASSWORD, counterWorld } from '../support/counter-world.ts'
import { ADMIN, PROJECT, TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

/** As they would stand on a disk: no other word of the program contains them. */
const PERSONAL = ['欧阳冰凌花', '15912340987', '330106197708083344', '爱养三只大狗']
const SECRET = [ADMIN.password, CASHIER_PASSWORD, TEST_KEY, 'Xiugai-2027']

let test: TestCore
let stick: BackupPlace
/** What lay in the data folder or on the stick at any moment while a backup was made, restored and checked. */
const passing: string[] = []
beforeAll(async () => {
  test = await startTestCore()
  const world = await counterWorld(test)
  const [name, phone, idNo, note] = PERSONAL as [string, string, string, string]
  const roomId = world.room('9-9-901', {
    note,
    ownerTerms: [{ fromOn: null, toOn: null, owners: [{ name, phone, idNo }] }],
  })
  world.line(roomId, { month: '2026-11', amountFen: 16_097 })
  const clerk = await world.cashier('limin')
  await clerk.query('search.find', { text: name, limit: 10 })
  await clerk.query('search.find', { text: phone, limit: 10 })
  await clerk.query('room.list', { filter: { text: name }, sort: { key: 'code', direction: 'asc' } })
  await test.admin.command('room.add_party', {
    roomId: roomId as never,
    role: 'tenant',
    name: `${name}二`,
    phone,
    idNo: null,
    fromOn: '2026-11-01' as LocalDate,
  })
  await clerk.command('session.change_password', { oldPassword: CASHIER_PASSWORD, newPassword: 'Xiugai-2027' })
  await clerk.refusal(clerk.command('session.unlock', { password: 'wrong-password-1' }))
  stick = backupPlace()
  await choosePlace(test, stick.folder)
  const looking = setInterval(() => passing.push(...openlyIn(stick.folder), ...openlyIn(test.dataDir)), 5)
  await makeBackup(test)
  clearInterval(looking)
})
afterAll(async () => {
  await test.stop()
  stick.remove()
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Files of a folder in which any of the texts stands, also those that are there for a moment. */
function openlyIn(folder: string): string[] {
  return [...PERSONAL, ...SECRET].flatMap((text) => filesWith(text, folder).map((path) => `${text} in ${path}`))
}

/** Files of a folder in which a text stands, as UTF-8 or as UTF-16. */
function filesWith(text: string, folder = test.dataDir): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  return filesIn(folder).filter((path) => {
    const content = contentOf(path)
    return forms.some((form) => content.includes(form))
  })
}

/** What is gone since the folder was listed is nowhere any more. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

describe('a backup', () => {
  it('holds none of it openly: neither on the stick nor, for a moment, where it is restored and checked', () => {
    expect(
      filesIn(stick.folder)
        .map((path) => basename(path))
        .sort(),
    ).toEqual(['data.db', 'manifest.json'])
    expect(openlyIn(stick.folder)).toEqual([])
    expect(passing).toEqual([])
  })

  it('names nobody and no key in its manifest', () => {
    const manifest = readFileSync(filesIn(stick.folder).find((path) => path.endsWith('.json')) ?? '', 'utf8')
    for (const text of [...PERSONAL, ...SECRET, ADMIN.displayName, PROJECT.projectName])
      expect(manifest).not.toContain(text)
  })
})

describe('the data folder', () => {
  it.each([...PERSONAL, ...SECRET])(
    'holds %s in no file that can be read without the key: database, log, copy',
    async (text) => {
      expect(filesWith(text)).toEqual([])
      test.core.database.checkpoint('truncate')
      expect(filesWith(text)).toEqual([])
      const copy = join(test.dataDir, 'copy.db')
      if (!filesIn(test.dataDir).includes(copy)) test.core.database.copyTo(copy)
      expect(filesWith(text)).toEqual([])
    },
  )

  it('would show what lies there openly, so that the above is no empty promise', () => {
    expect(filesIn(test.dataDir).length).toBeGreaterThan(1)
    expect(
      test.core.database.read.hotFirst({ sql: `SELECT name FROM person WHERE name = '${PERSONAL[0]}'` }),
    ).not.toBeNull()
  })

  it('and what core logs tells no name, phone, number or password', () => {
    for (const text of [...PERSONAL, ...SECRET]) expect(test.logLines.join('\n')).not.toContain(text)
  })

  it('keeps no answer with a personal field for the commands that are asked again', () => {
    const kept = test.core.database.read.hotAll({ sql: 'SELECT operation, answer_json FROM command_result' }) as {
      operation: string
      answer_json: string
    }[]
    expect(kept.length).toBeGreaterThan(0)
    for (const { answer_json } of kept) for (const text of PERSONAL) expect(answer_json).not.toContain(text)
  })
})
