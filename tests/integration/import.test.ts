import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { PRICE, TERMS } from '../support/billing-world.ts'
import { breakOff } from '../support/job-brakes.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'
import { TITLES, goodRooms, writeOfficeSheet } from '../support/workbooks/office-sheets.ts'
import type { SheetFormat, SheetRows } from '../support/workbooks/office-sheets.ts'

/** Long on a machine that does much else; a lonely one needs a tenth. */
const PATIENCE_MS = 180_000
const SAMPLE = join(import.meta.dirname, '../../resources/samples/房屋业主资料样表.xlsx')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-import-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(test: TestCore, rows: SheetRows, format: SheetFormat = 'xlsx') {
  return readFrom(test, await writeOfficeSheet(folder, rows, format))
}

function readFrom(test: TestCore, path: string) {
  return test.admin.command('import.read', { grantId: test.grant(path, 'read') })
}

async function importAll(test: TestCore, rows: SheetRows): Promise<string> {
  const { draftId } = await read(test, rows)
  await test.admin.command('import.start', { draftId, wrongRows: 'leave_out' })
  await test.core.jobs.settled()
  const { batches } = await test.admin.query('import.batches', {})
  const [latest] = batches
  if (latest === undefined) throw new Error('no batch')
  return latest.batchId
}

function countOf(test: TestCore, table: string): number {
  return test.core.database.read.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? -1
}
function everyCount(test: TestCore): readonly number[] {
  const tables = ['room', 'room_area', 'person', 'owner_term', 'relation', 'building', 'unit', 'search_doc']
  return tables.map((table) => countOf(test, table))
}
async function jobOf(seat: TestSeat, jobId: string) {
  return seat.query('job.open', { jobId: jobId as never })
}

describe('a workbook', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await startTestCore()
  })
  afterAll(() => test.stop())

  it.each(['xlsx', 'xls', 'csv_utf8', 'csv_gbk'] as const)(
    'in the format %s is read and understood without a question',
    async (format) => {
      const view = await read(test, goodRooms(30), format)
      expect(view.totals).toMatchObject({ ready: 30, wrong: 0, builtAreaE2: 30 * 89_43 })
      expect(view.missingFields).toEqual([])
      expect(view.headerRows).toEqual([1])
      expect(view.columns.map((column) => column.field)).toEqual([
        'building',
        'unit',
        'room',
        'built_area_e2',
        'owner_name',
        'owner_phone',
        'paid_until_on',
      ])
    },
  )

  it('of the shipped sample shows three wrong rows with their reasons, and totals that agree', async () => {
    const view = await readFrom(test, SAMPLE)
    expect(view.totals).toMatchObject({ ready: 57, wrong: 3, control: { agrees: true, statedRows: 60 } })
    const { rows } = await test.admin.query('import.rows', { draftId: view.draftId, show: 'wrong', from: 0, size: 50 })
    expect(rows.flatMap((row) => row.problems.map((problem) => problem.code))).toEqual([
      'import.built_area_missing',
      'import.mobile_length',
      'import.id_no_lost_digits',
    ])
  })

  it('that is none is refused with the reason in a code of its own', async () => {
    const path = join(folder, '欠费.xls')
    writeFileSync(path, '<html><table><tr><td>房号</td></tr></table></html>')
    const error = await test.admin.refusal(readFrom(test, path))
    expect(error).toMatchObject({ code: 'import.file_refused', params: { code: 'import.file_is_html' } })
    const gone = await test.admin.refusal(readFrom(test, join(folder, '没有.xlsx')))
    expect(gone).toMatchObject({
      code: 'import.file_refused',
      params: { code: 'import.file_unreadable', params: { reason: 'ENOENT' } },
    })
  })

  it('with a stray cell a million rows down imports its rooms and shows that row under its own number', async () => {
    const path = join(folder, '远处.xlsx')
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('房屋')
    sheet.addRows(goodRooms(3).map((row) => [...row]))
    sheet.getCell('D1048576').value = 'x'
    await workbook.xlsx.writeFile(path)
    const view = await readFrom(test, path)
    expect(view).toMatchObject({ totals: { ready: 3, wrong: 1 }, sheets: [{ rows: 6 }] })
    const { rows } = await test.admin.query('import.rows', { draftId: view.draftId, show: 'wrong', from: 0, size: 9 })
    expect(rows.map((row) => row.rowNumber)).toEqual([1_048_576])
    const error = await test.admin.refusal(
      test.admin.command('import.configure', { draftId: view.draftId, headerRows: [500_000] }),
    )
    expect(error.code).toBe('import.header_row_unknown')
  })

  it('to fill is made as a template, and reads back with the example that it holds', async () => {
    const path = join(folder, '导入模板.xlsx')
    await test.admin.command('import.save_template', { grantId: test.grant(path, 'write'), language: 'zh-CN' })
    const view = await readFrom(test, path)
    expect(view).toMatchObject({ totals: { ready: 1, wrong: 0 }, missingFields: [], headerRows: [1] })
    const grantId = test.grant(join(folder, 'no-such-folder', 'x.xlsx'), 'write')
    const error = await test.admin.refusal(test.admin.command('import.save_template', { grantId, language: 'en-US' }))
    expect(error).toMatchObject({ code: 'job.file_not_written', params: { reason: 'ENOENT' } })
  })

  it('is not read from a path that the person did not choose', async () => {
    const error = await test.admin.refusal(test.admin.command('import.read', { grantId: 'no-such-grant' }))
    expect(error.code).toBe('job.grant_unknown')
  })

  it('without a header that is understood is kept, and imports once the person shows the header and the columns', async () => {
    const view = await read(test, [
      ['甲', '乙', '丙'],
      ['1-1-101', 80, '张三'],
      ['1-1-102', 81, '李四'],
    ])
    expect(view.headerRows).toEqual([])
    const shown = await test.admin.command('import.configure', { draftId: view.draftId, headerRows: [1] })
    expect(shown.columns.map((column) => column.header)).toEqual(['甲', '乙', '丙'])
    const mapped = await test.admin.command('import.configure', {
      draftId: view.draftId,
      columns: [
        { index: 0, field: 'code' },
        { index: 1, field: 'built_area_e2' },
        { index: 2, field: 'owner_name' },
      ],
    })
    expect(mapped.totals).toMatchObject({ ready: 2, wrong: 0 })

    const again = await read(test, [
      ['丙', '甲', '乙'],
      ['王五', '1-1-103', 82],
    ])
    expect(again.headerRows).toEqual([])
    const found = await test.admin.command('import.configure', { draftId: again.draftId, headerRows: [1] })
    expect(found.mappingRemembered).toBe(true)
    expect(found.totals.ready).toBe(1)
  })

  it('cannot have its header on a row that is not there', async () => {
    const { draftId } = await read(test, goodRooms(3))
    const error = await test.admin.refusal(test.admin.command('import.configure', { draftId, headerRows: [90] }))
    expect(error).toMatchObject({ code: 'import.header_row_unknown', params: { row: 90 } })
  })
})

describe('a draft', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await startTestCore()
  })
  afterAll(() => test.stop())

  const faulty: SheetRows = [
    TITLES,
    ['3', '1', '0305', '', '张三', '13800138000', ''],
    ['3', '1', '0402', -89.43, '李四', '13900001111', ''],
    ['3', '1', '0403', 89.43, '王五', '13700002222', ''],
  ]

  it('is mended in place, row by row, until nothing is wrong, and can be left and taken up again', async () => {
    const first = await read(test, faulty)
    expect(first.totals).toMatchObject({ ready: 1, wrong: 2, wrongFields: ['built_area_e2'] })
    const { draftId } = first
    const mended = await test.admin.command('import.mend', {
      draftId,
      cells: [{ row: 2, field: 'built_area_e2', text: '120.5' }],
    })
    expect(mended.totals).toMatchObject({ ready: 2, wrong: 1, mended: 1 })

    const { drafts } = await test.admin.query('import.drafts', {})
    expect(drafts.map((draft) => draft.draftId)).toContain(draftId)
    expect((await test.admin.query('import.open', { draftId })).totals).toMatchObject({ ready: 2, wrong: 1 })

    await test.admin.command('import.mend', { draftId, cells: [{ row: 2, field: 'built_area_e2', text: null }] })
    expect((await test.admin.query('import.open', { draftId })).totals).toMatchObject({ ready: 1, wrong: 2, mended: 0 })
  })

  it('has a missing or repeated room mended in its code, whichever columns the sheet spreads it over', async () => {
    const { draftId, totals } = await read(test, [
      TITLES,
      ['3', '1', '', 80, '张三', '13800138000', ''],
      ['3', '1', '101', 80, '李四', '13900001111', ''],
      ['3', '1', '101', 80, '王五', '', ''],
    ])
    expect(totals).toMatchObject({ wrong: 2, wrongFields: ['code'] })
    const mended = await test.admin.command('import.mend', {
      draftId,
      cells: [
        { row: 2, field: 'code', text: '0305' },
        { row: 4, field: 'code', text: '3-1-102' },
      ],
    })
    expect(mended.totals).toMatchObject({ wrong: 0, ready: 3 })
    const { rows } = await test.admin.query('import.rows', { draftId, show: 'ready', from: 0, size: 9 })
    expect(rows.map((row) => row.roomCode)).toEqual(['3-1-0305', '3-1-101', '3-1-102'])
  })

  it('with wrong rows imports the good ones, or nothing when the person wants all or none', async () => {
    const { draftId } = await read(test, faulty)
    const error = await test.admin.refusal(test.admin.command('import.start', { draftId, wrongRows: 'refuse' }))
    expect(error).toMatchObject({ code: 'import.rows_wrong', params: { wrong: 2 } })
    expect(countOf(test, 'room')).toBe(0)
    const { jobId } = await test.admin.command('import.start', { draftId, wrongRows: 'leave_out' })
    await test.core.jobs.settled()
    expect(await jobOf(test.admin, jobId)).toMatchObject({
      state: 'done',
      result: { created: 1, updated: 0, skipped: 0 },
    })
    expect(countOf(test, 'room')).toBe(1)
  })

  it('is gone after its import, and starting it once more finds nothing', async () => {
    const { draftId } = await read(test, goodRooms(2))
    const commandId = test.newId()
    const first = await test.admin.command('import.start', { draftId, wrongRows: 'refuse' }, commandId)
    await test.core.jobs.settled()
    expect(await test.admin.command('import.start', { draftId, wrongRows: 'refuse' }, commandId)).toEqual(first)
    const error = await test.admin.refusal(test.admin.command('import.start', { draftId, wrongRows: 'refuse' }))
    expect(error.code).toBe('import.draft_gone')
  })

  it('gives its wrong rows as a workbook with the reason beside each, which reads again with the same columns', async () => {
    const { draftId } = await read(test, faulty)
    const path = join(folder, '错误行.xlsx')
    const saved = await test.admin.command('import.save_wrong_rows', {
      draftId,
      grantId: test.grant(path, 'write'),
      language: 'zh-CN',
    })
    expect(saved.rows).toBe(2)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(path)
    expect(workbook.worksheets[0]?.getRow(2).values).toContain('建筑面积：缺建筑面积')
    const again = await readFrom(test, path)
    expect(again.totals).toMatchObject({ wrong: 2, ready: 0 })
    expect(again.missingFields).toEqual([])
  })

  it('cannot write its wrong rows into a folder that is not there', async () => {
    const { draftId } = await read(test, faulty)
    const grantId = test.grant(join(folder, 'no', 'such.xlsx'), 'write')
    const error = await test.admin.refusal(
      test.admin.command('import.save_wrong_rows', { draftId, grantId, language: 'en-US' }),
    )
    expect(error).toMatchObject({ code: 'job.file_not_written', params: { reason: 'ENOENT' } })
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })

  it('leaves after a week', async () => {
    await read(test, goodRooms(1))
    test.clock.advance(8 * 86_400_000)
    await test.admin.login()
    expect((await test.admin.query('import.drafts', {})).drafts).toEqual([])
    await read(test, goodRooms(1))
    expect(countOf(test, 'import_draft')).toBe(1)
  })
})

describe('a sheet that its worker cannot manage', () => {
  const tooHeavy = new AppError('import.workbook_too_heavy')
  let test: TestCore
  let lost: string
  beforeAll(async () => {
    test = await startTestCore({
      guardWorkbooks: (workbooks) => ({
        ...workbooks,
        run: (task, input, hooks) => (task === lost ? Promise.reject(tooHeavy) : workbooks.run(task, input, hooks)),
      }),
    })
  })
  afterAll(() => test.stop())

  it('is refused like one that cannot be read, and other papers are made meanwhile', async () => {
    lost = 'import.read'
    const error = await test.admin.refusal(read(test, goodRooms(3)))
    expect(error).toMatchObject({ code: 'import.file_refused', params: { code: 'import.workbook_too_heavy' } })
    expect(countOf(test, 'import_draft')).toBe(0)
    const path = join(folder, '模板.xlsx')
    const { columns } = await test.admin.command('import.save_template', {
      grantId: test.grant(path, 'write'),
      language: 'zh-CN',
    })
    expect(columns).toBe(18)
    expect(existsSync(path)).toBe(true)
  })

  it('says so when a cell is mended, and the draft stays', async () => {
    lost = ''
    const { draftId } = await read(test, goodRooms(3))
    lost = 'import.change'
    const cells = [{ row: 2, field: 'room', text: '909' }]
    const error = await test.admin.refusal(test.admin.command('import.mend', { draftId, cells }))
    expect(error).toMatchObject({ class: 'refused', code: 'import.workbook_too_heavy' })
    const { drafts } = await test.admin.query('import.drafts', {})
    expect(drafts.map((draft) => draft.draftId)).toContain(draftId)
  })

  it('fails its job with a code of its own, and is not taken up again', async () => {
    lost = ''
    const { draftId } = await read(test, goodRooms(3))
    lost = 'import.work'
    const { jobId } = await test.admin.command('import.start', { draftId, wrongRows: 'refuse' })
    await test.core.jobs.settled()
    const job = await jobOf(test.admin, jobId)
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'import.workbook_too_heavy' } })
    expect(countOf(test, 'room')).toBe(0)
    lost = ''
    test.core.jobs.wake()
    await test.core.jobs.settled()
    expect(await jobOf(test.admin, jobId)).toMatchObject({ state: 'failed' })
    expect(countOf(test, 'room')).toBe(0)
  })
})

describe('an imported batch', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await startTestCore()
  })
  afterAll(() => test.stop())

  it('finds nothing to do when the same sheet comes again', async () => {
    await importAll(test, goodRooms(12))
    const { draftId, totals } = await read(test, goodRooms(12))
    expect(totals).toMatchObject({ ready: 0, update: 0, unchanged: 12 })
    const error = await test.admin.refusal(test.admin.command('import.start', { draftId, wrongRows: 'refuse' }))
    expect(error.code).toBe('import.nothing_to_do')
  })

  it('updates what a later sheet fills in, tells each change, and taken back leaves everything as it was', async () => {
    const before = test.core.database.read.hotAll(hot<{ phone: string }>('SELECT phone, note FROM person ORDER BY id'))
    const areas = test.core.database.read.hotAll(
      hot<unknown>('SELECT room_id, built_area_e2 FROM room_area ORDER BY id'),
    )
    const changed = goodRooms(12).map((row, at) =>
      at === 1 ? [...row.slice(0, 3), 91.5, row[4] ?? '', '13900009999/13900008888', row[6] ?? ''] : row,
    )
    const { draftId, totals } = await read(test, changed)
    expect(totals).toMatchObject({ update: 1, unchanged: 11 })
    const { rows } = await test.admin.query('import.rows', { draftId, show: 'update', from: 0, size: 5 })
    expect(rows[0]?.changes.map((change) => change.field)).toEqual(['built_area_e2', 'owner_phone'])

    const batchId = await importAll(test, changed)
    expect(
      test.core.database.read.hotAll(hot<unknown>("SELECT phone, note FROM person WHERE phone = '13900009999'")),
    ).toEqual([{ phone: '13900009999', note: '13900008888' }])
    expect((await read(test, changed)).totals).toMatchObject({ update: 0, unchanged: 12 })

    await test.admin.command('import.undo', { batchId: batchId as never })
    await test.core.jobs.settled()
    expect(test.core.database.read.hotAll(hot<unknown>('SELECT phone, note FROM person ORDER BY id'))).toEqual(before)
    expect(
      test.core.database.read.hotAll(hot<unknown>('SELECT room_id, built_area_e2 FROM room_area ORDER BY id')),
    ).toEqual(areas)
  })

  it('is taken back as a whole: rooms, people, buildings and what they are found by', async () => {
    const before = everyCount(test)
    const extra: SheetRows = [
      TITLES,
      ['99', '1', '101', 70, '赵六/钱七', '13811112222/13811113333', ''],
      ['99', '1', '102', 71, '赵六', '13811112222', ''],
    ]
    const batchId = await importAll(test, extra)
    expect(everyCount(test)).not.toEqual(before)
    const { jobId } = await test.admin.command('import.undo', { batchId: batchId as never })
    await test.core.jobs.settled()
    expect(await jobOf(test.admin, jobId)).toMatchObject({ state: 'done', result: { removed: 2, kept: 0 } })
    expect(everyCount(test)).toEqual(before)
    const { batches } = await test.admin.query('import.batches', {})
    expect(batches.find((batch) => batch.batchId === batchId)).toMatchObject({ state: 'undone', undoable: false })
    const error = await test.admin.refusal(test.admin.command('import.undo', { batchId: batchId as never }))
    expect(error).toMatchObject({ code: 'import.batch_not_imported', params: { state: 'undone' } })
  })

  it('stays when a standard is bound to one of its rooms, and the refusal names the room', async () => {
    const batchId = await importAll(test, [
      TITLES,
      ['88', '1', '101', 70, '孙八', '13811114444', ''],
      ['88', '1', '102', 70, '孙八', '13811114444', ''],
    ])
    const room = test.core.database.read.hotFirst(hot<{ id: string }>("SELECT id FROM room WHERE code = '88-1-101'"))
    const standard = await test.admin.command('standard.create', {
      code: 'WY',
      name: '物业费',
      item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
      terms: TERMS,
      price: { ...PRICE, fromOn: '2020-01-01' as never, priceE6: 1_800_000 },
    })
    await test.admin.command('standard.bind', {
      standardId: standard.standardId,
      target: { kind: 'rooms', roomIds: [room?.id as never] },
      fromOn: '2026-01-01' as never,
      override: null,
    })
    await test.core.jobs.settled()
    const error = await test.admin.refusal(test.admin.command('import.undo', { batchId: batchId as never }))
    expect(error).toMatchObject({ code: 'import.batch_used', params: { rooms: 1, example: '88-1-101' } })
    expect(countOf(test, "room WHERE code LIKE '88-%'")).toBe(2)
  })

  it('stays when its owner was edited afterwards', async () => {
    const batchId = await importAll(test, [TITLES, ['77', '1', '101', 70, '周九', '13811115555', '']])
    await importAll(test, [TITLES, ['77', '1', '101', 70, '周九', '13811116666', '']])
    const error = await test.admin.refusal(test.admin.command('import.undo', { batchId: batchId as never }))
    expect(error).toMatchObject({ code: 'import.batch_used', params: { rooms: 1, example: '77-1-101' } })
  })

  it('stays for good after a week', async () => {
    const batchId = await importAll(test, [TITLES, ['66', '1', '101', 70, '吴十', '13811117777', '']])
    test.clock.advance(7 * 86_400_000 + 60_000)
    await test.admin.login()
    const error = await test.admin.refusal(test.admin.command('import.undo', { batchId: batchId as never }))
    expect(error).toMatchObject({ code: 'import.batch_too_old', params: { days: 7 } })
  })

  it('refuses another owner than the one on record: that is a transfer', async () => {
    const { totals, draftId } = await read(test, [TITLES, ['66', '1', '101', 70, '郑甲', '13811117777', '']])
    expect(totals.wrong).toBe(1)
    const { rows } = await test.admin.query('import.rows', { draftId, show: 'wrong', from: 0, size: 5 })
    expect(rows[0]?.problems[0]?.code).toBe('import.owner_differs')
  })

  it('shows what the records hold of people only as far as the role goes', async () => {
    await test.admin.command('user.create', {
      username: 'kuaiji',
      displayName: '陈会计',
      password: 'Diyici-2026',
      roles: [{ roleCode: 'accountant', buildingIds: null }],
    })
    const { draftId } = await read(test, [TITLES, ['1', '1', '101', 89.43, '业主零', '13912345678', '2026-10-31']])
    const accountant = test.seat()
    await accountant.login('kuaiji', 'Diyici-2026')
    await accountant.command('session.change_password', { oldPassword: 'Diyici-2026', newPassword: 'Zhangben-2026' })
    const changesSeenBy = async (seat: TestSeat) =>
      (await seat.query('import.rows', { draftId, show: 'update', from: 0, size: 5 })).rows[0]?.changes
    expect(await changesSeenBy(test.admin)).toEqual([{ field: 'owner_phone', from: '13810000000', to: '13912345678' }])
    expect(await changesSeenBy(accountant)).toEqual([{ field: 'owner_phone', from: '138****0000', to: '13912345678' }])
  })

  it('keeps an unbroken chain of operations', () => {
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })
})

describe('an import of 5,000 rooms', () => {
  it(
    'is read, planned and written in seconds, and found afterwards',
    async () => {
      const test = await startTestCore({ watch: false })
      const path = await writeOfficeSheet(folder, goodRooms(5_000))
      const started = process.cpuUsage()
      const { draftId, totals } = await readFrom(test, path)
      expect(totals.ready).toBe(5_000)
      const { jobId } = await test.admin.command('import.start', { draftId, wrongRows: 'refuse' })
      await test.core.jobs.settled()
      const spent = process.cpuUsage(started)
      expect(await jobOf(test.admin, jobId)).toMatchObject({ state: 'done', done: 5_000, result: { created: 5_000 } })
      expect(countOf(test, 'search_doc')).toBe(5_000)
      // Processor time, not the clock: what else the machine does at the moment is not the import's doing.
      expect((spent.user + spent.system) / 1e6).toBeLessThan(20)
      await test.stop()
    },
    PATIENCE_MS,
  )

  it(
    'cancelled half-way leaves nothing behind, and the draft can be started again',
    async () => {
      const test = await startTestCore({ watch: false })
      const before = everyCount(test)
      const { draftId } = await read(test, goodRooms(2_000))
      const { jobId } = await test.admin.command('import.start', { draftId, wrongRows: 'refuse' })
      await until(async () => (await jobOf(test.admin, jobId)).done > 100)
      const busy = await test.admin.refusal(test.admin.command('import.discard', { draftId }))
      expect(busy.code).toBe('import.already_importing')
      await test.admin.command('job.cancel', { jobId })
      await test.core.jobs.settled()
      expect((await jobOf(test.admin, jobId)).state).toBe('cancelled')
      expect(everyCount(test)).toEqual(before)
      const { batches } = await test.admin.query('import.batches', {})
      expect(batches).toMatchObject([{ state: 'cancelled', undoable: false }])

      await test.admin.command('import.start', { draftId, wrongRows: 'refuse' })
      await test.core.jobs.settled()
      expect(countOf(test, 'room')).toBe(2_000)
      await test.stop()
    },
    PATIENCE_MS,
  )

  it(
    'broken off goes on after a restart, and no room comes twice',
    async () => {
      const test = await startTestCore({ watch: false })
      const { draftId } = await read(test, goodRooms(1_500))
      const { jobId } = await test.admin.command('import.start', { draftId, wrongRows: 'refuse' })
      await until(async () => (await jobOf(test.admin, jobId)).done > 100)
      const again = await test.restart()
      expect(countOf(again, 'room')).toBeLessThan(1_500)
      await again.admin.login()
      again.core.start()
      await again.core.jobs.settled()
      expect(await jobOf(again.admin, jobId)).toMatchObject({
        state: 'done',
        result: { created: 1_500, updated: 0, skipped: 0 },
      })
      expect(countOf(again, 'room')).toBe(1_500)
      const { batches } = await again.admin.query('import.batches', {})
      const broken = await breakOff(again, {
        begin: () => again.admin.command('import.undo', { batchId: batches[0]?.batchId as never }),
        at: () => countOf(again, 'room') < 1_500,
      })
      const third = broken.test
      expect(countOf(third, 'room')).toBeGreaterThan(0)
      third.core.start()
      await third.core.jobs.settled()
      expect((await jobOf(third.admin, broken.answer.jobId)).state).toBe('done')
      expect(everyCount(third)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
      await third.stop()
      rmSync(test.dataDir, { recursive: true, force: true })
    },
    PATIENCE_MS,
  )
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('waited in vain')
}

describe('another project', () => {
  it('sees neither draft nor batch', async () => {
    const test = await startTestCore()
    copyFileSync(SAMPLE, join(folder, 'sample.xlsx'))
    const { draftId } = await readFrom(test, join(folder, 'sample.xlsx'))
    const other = await test.admin.command('project.create', {
      code: 'QT',
      name: '别的小区',
      communityKind: 'standard',
      payeeName: '别的物业',
    } as never)
    await test.admin.command('session.switch_project', { projectId: other.projectId })
    for (const call of [
      test.admin.query('import.open', { draftId }),
      test.admin.query('import.rows', { draftId, show: 'ready', from: 0, size: 5 }),
      test.admin.command('import.start', { draftId, wrongRows: 'leave_out' }),
      test.admin.command('import.discard', { draftId }),
    ]) {
      expect((await test.admin.refusal(call)).code).toBe('import.draft_gone')
    }
    expect((await test.admin.query('import.drafts', {})).drafts).toEqual([])
    await test.stop()
  })
})
