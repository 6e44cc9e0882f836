import { mkdtempSync } from 'node:fs'
import { test } from '@playwright/test'
import { launchApp } from '../support/launch.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { ADMIN } from './support/first-run.ts'
import { openAccount, openCounter, post } from './support/day.ts'
import { signIn } from './support/seat.ts'

const shots = '/tmp/f_shift/shots'
test('look', async () => {
  test.setTimeout(280_000)
  const dataDir = mkdtempSync('/tmp/f_shift/data-')
  const office = await prepareOffice(dataDir)
  const { page, close } = await launchApp({ now: DEMO_DAY, dataDir })
  page.on('console', (m) => console.log('CONSOLE', m.text()))
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
  const go = async (hash: string, name: string) => {
    await page.evaluate((to) => { location.hash = to }, hash)
    await page.waitForTimeout(1200)
    await page.screenshot({ path: `${shots}/${name}.png` })
  }
  await signIn(page)
  await go('#/today', '01-today-clerk')
  await openCounter(page)
  for (const [at, key] of (['F6', 'F5', 'F7'] as const).entries()) {
    await openAccount(page, office.openRooms[at]!.code)
    await page.waitForTimeout(400)
    await page.keyboard.press(key)
    if (key === 'F5') { await page.keyboard.press('Enter') }
    try { const { receiptNo } = await post(page); console.log(key, receiptNo) } catch (e) { console.log('post failed', key); await page.screenshot({ path: `${shots}/post-${key}.png` }) }
  }
  await go('#/shift', '02-count')
  for (const n of ['3','','15','4','2','50','1','2']) { if (n) await page.keyboard.type(n); await page.keyboard.press('Enter') }
  await page.waitForTimeout(300)
  await page.screenshot({ path: `${shots}/03-count-typed.png` })
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${shots}/04-confirm.png` })
  await page.keyboard.press('Enter')
  await page.waitForTimeout(900)
  await page.screenshot({ path: `${shots}/05-check.png` })
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${shots}/06-reason-asked.png` })
  await page.keyboard.type('找零多给 5 元，已联系 3-2-1501')
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(1000)
  await page.screenshot({ path: `${shots}/07-sign.png` })
  await page.getByRole('button', { name: '完成' }).click()
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${shots}/08-open.png` })
  await go('#/shifts', '09-shifts-clerk')
  await go('#/report', '10-report-clerk')
  await go('#/jobs', '11-jobs-clerk')
  await page.reload().catch(() => {})
  await close()
  const second = await launchApp({ now: DEMO_DAY, dataDir })
  const p2 = second.page
  p2.on('console', (m) => console.log('CONSOLE2', m.text()))
  p2.on('pageerror', (e) => console.log('PAGEERROR2', e.message))
  const go2 = async (hash: string, name: string) => {
    await p2.evaluate((to) => { location.hash = to }, hash)
    await p2.waitForTimeout(1500)
    await p2.screenshot({ path: `${shots}/${name}.png` })
  }
  await signIn(p2, ADMIN)
  await go2('#/today', '12-today-admin')
  await go2('#/report', '13-report-admin')
  await go2('#/jobs', '14-jobs-admin')
  await go2('#/shifts', '15-shifts-admin')
  await p2.getByRole('button', { name: /系统管理员|王经理/ }).first().click().catch(() => {})
  await p2.getByText('English').click().catch(() => {})
  await p2.waitForTimeout(500)
  await go2('#/report', '16-report-en')
  await go2('#/shifts', '17-shifts-en')
  await go2('#/shift', '18-shift-en')
  await go2('#/today', '19-today-en')
  await go2('#/jobs', '20-jobs-en')
  await second.close()
})
