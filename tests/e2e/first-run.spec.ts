import { expect, test } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { completeFirstRun } from './support/first-run.ts'

test('a new user goes through the wizard by keyboard and stands in the program', async () => {
  const { page, close } = await launchApp({ now: '2026-11-23T08:20:00+08:00' })
  try {
    await completeFirstRun(page)
    await expect(page.getByRole('navigation')).toBeVisible()
    await page.screenshot({ path: 'out/screens/first-run.png' })
  } finally {
    await close()
  }
})
