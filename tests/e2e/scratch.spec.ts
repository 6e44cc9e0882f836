import { mkdtempSync } from 'node:fs'
import { test } from '@playwright/test'
import { launchApp } from '../support/launch.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { signIn, searchFor } from './support/seat.ts'
test('look', async () => {
  const dataDir = mkdtempSync('/tmp/demo-')
  const office = await prepareOffice(dataDir)
  console.log(JSON.stringify(office.openRooms.slice(0,6)))
  const { page, close } = await launchApp({ now: DEMO_DAY, dataDir })
  page.on('console', (m) => console.log('CONSOLE', m.text()))
  await signIn(page)
  await page.waitForTimeout(1000)
  await page.screenshot({ path: '/tmp/s1.png' })
  await searchFor(page, office.openRooms[0].code)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: '/tmp/s2.png' })
  await page.keyboard.press('F6')
  await page.waitForTimeout(300)
  await page.screenshot({ path: '/tmp/s3.png' })
  await page.keyboard.press('F12')
  await page.waitForTimeout(1500)
  await page.screenshot({ path: '/tmp/s4.png' })
  await close()
})
