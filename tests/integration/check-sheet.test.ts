import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import ExcelJS from 'exceljs'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Month } from '../../src-shared/kernel/time.ts'
import { EVERYTHING, NOVEMBER, billingWorld, home } from '../support/billing-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let folder: string
const world = billingWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  folder = mkdtempSync(join(tmpdir(), 'wuye-check-'))
  await world.goLive()
  await world.addRooms([home('3-1-101', 8_943), home('3-1-102', null)])
  await world.bindAll()
  await world.publish('2026-10' as Month)
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('the plan of a run is a workbook: what would be made with its grounds, what stands, and why the rest is skipped', async () => {
  const path = join(folder, '核对表.xlsx')
  const grantId = test.grant(path, 'write')
  const { jobId } = await test.admin.command('billing.export_check', {
    month: NOVEMBER,
    scope: EVERYTHING,
    grantId,
    language: 'zh-CN',
  })
  await test.core.jobs.settled()
  expect(await test.admin.query('job.open', { jobId })).toMatchObject({ state: 'done', result: { rows: 1 } })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['将生成', '已有', '跳过'])
  const rowsOf = (name: string) =>
    (workbook.getWorksheet(name)?.getSheetValues() ?? []).map((row) => JSON.stringify(row)).join('\n')
  expect(rowsOf('将生成')).toContain('"3-1-101","物业费","2026-11"')
  expect(rowsOf('将生成')).toContain('89.43,1.8,30,30,160.97,160.97')
  expect(rowsOf('跳过')).toContain('缺建筑面积')
  // Nothing was issued by looking.
  expect((await world.lines()).count).toBe(1)
})
