import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { CASHIER_PASSWORD, counterWorld } from '../support/counter-world.ts'
import { ADMIN, TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

/** As they would stand on a disk: no other word of the program contains them. */
const PERSONAL = ['欧阳冰凌花', '15912340987', '330106197708083344', '爱养三只大狗']
const SECRET = [ADMIN.password, CASHIER_PASSWORD, TEST_KEY, 'Xiugai-2027']

let test: TestCore
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
})
afterAll(() => test.stop())

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Files of the data folder in which a text stands, as UTF-8 or as UTF-16. */
function filesWith(text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  return filesIn(test.dataDir).filter((path) => {
    const content = readFileSync(path)
    return forms.some((form) => content.includes(form))
  })
}

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
