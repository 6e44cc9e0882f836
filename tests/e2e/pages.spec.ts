import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { PAGES, expectWellMade, openPage, watchPolicy } from './support/pages.ts'
import type { PageName } from './support/pages.ts'
import { signIn } from './support/seat.ts'

test('every page of an office at work is whole: nothing cut, no raw key, nothing against the policy or the eye', async () => {
  test.setTimeout(360_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-pages-'))
  await prepareOffice(dataDir)
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await page.locator('[data-field="username"] input').waitFor()
    await page.screenshot({ path: 'out/screens/pages/login.png' })
    await signIn(page, ADMIN)
    const refused = await watchPolicy(page)
    for (const name of Object.keys(PAGES) as PageName[]) {
      await openPage(page, name)
      await page.screenshot({ path: `out/screens/pages/${name}.png` })
      await expectWellMade(page, name)
    }
    expect(await refused()).toEqual([])
  } finally {
    await close()
  }
})
