import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { expectWellMade, openPage } from './support/pages.ts'
import { signIn } from './support/seat.ts'

const SHOTS = 'out/screens/opening'

test('the old list is read, a cell mended by keyboard, its totals typed, posted, explained, and taken back', async () => {
  test.setTimeout(300_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-opening-'))
  const { openRooms } = await prepareOffice(dataDir)
  const [first, second, third] = openRooms.map(({ code }) => code)
  const list = join(dataDir, '旧系统欠费.csv')
  writeFileSync(
    list,
    [
      '房号,收费项目,欠费起,欠费止,欠费金额,缴至,备注',
      `${first},物业费,2026-05-01,2026-08-31,643.88,2026-04,`,
      `${second},物业费,,,一百,,收费员手记`,
      `${third},物业费,2026-07-01,2026-08-31,200,,`,
      '合计,,,,943.88,,',
    ].join('\n'),
  )
  const template = join(dataDir, '期初模板.xlsx')
  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await app.evaluate(
      ({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen.list] })
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen.template })
      },
      { list, template },
    )
    await signIn(page, ADMIN)
    await openPage(page, 'opening')
    await page.screenshot({ path: `${SHOTS}/choose.png` })
    await page.getByRole('button', { name: '下载模板' }).click()
    await page.getByText('模板已存为 期初模板.xlsx').waitFor()
    expect(existsSync(template)).toBe(true)

    await page.keyboard.press('Control+o')
    const reason = page.getByRole('status').filter({ hasText: '“一百”不是金额' })
    await reason.waitFor()
    await page.screenshot({ path: `${SHOTS}/wrong.png` })
    await expectWellMade(page, 'opening draft')
    const post = page.getByRole('button', { name: /^过账/ })
    await expect(post).toBeDisabled()
    await page.keyboard.press('Enter')
    await page.keyboard.type('100')
    await page.keyboard.press('Enter')
    await page.getByText('没有出错的行').waitFor()
    await expect(post).toBeDisabled()

    await page.getByLabel('户数 旧系统').fill('3')
    await page.getByLabel('户数 旧系统').press('Enter')
    await page.getByLabel('物业费 旧系统').fill('943.80')
    await page.getByLabel('物业费 旧系统').press('Enter')
    await page.getByText('相差 0.08').waitFor()
    await page.screenshot({ path: `${SHOTS}/differs.png` })
    await expect(post).toBeDisabled()
    await page.getByLabel('物业费 旧系统').fill('943.88')
    await page.getByLabel('物业费 旧系统').press('Enter')
    await expect(page.getByText('一致')).toHaveCount(2)
    await page.getByText('可过账 3').click()
    await page.screenshot({ path: `${SHOTS}/ready.png` })
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByRole('button', { name: '过账' }).click()
    await page.getByText('期初已过账：3 笔，943.88 元').waitFor()
    await page.screenshot({ path: `${SHOTS}/posted.png` })
    await expectWellMade(page, 'opening')

    await openPage(page, 'lines')
    await page.keyboard.press('/')
    await page.keyboard.type(String(first))
    await page.getByText('物业费（期初）').first().click()
    await page.keyboard.press('Enter')
    await page.getByText('旧系统的表 旧系统欠费.csv 第 2 行').waitFor()
    await page.screenshot({ path: `${SHOTS}/explained.png` })

    await openPage(page, 'opening')
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByRole('dialog').locator('input').fill('合计填错')
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
    await page.getByText('已撤回').first().waitFor()
  } finally {
    await close()
  }
})
