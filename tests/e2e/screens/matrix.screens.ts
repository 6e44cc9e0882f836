import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { test } from '@playwright/test'

import { launchApp } from '../../support/launch.ts'
import { ADMIN } from '../support/first-run.ts'
import { DEMO_DAY, prepareOffice } from '../support/office.ts'
import { PAGES, expectWellMade, openPage } from '../support/pages.ts'
import type { PageName } from '../support/pages.ts'
import { signIn } from '../support/seat.ts'

/** 1366×768, and 1920×1080 at 125 %: 1536×864 CSS pixels. */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1536, height: 864 },
]

for (const language of ['zh-CN', 'en-US'] as const) {
  for (const size of SIZES) {
    test(`every page in ${language} at ${size.width}×${size.height}`, async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'wuye-screens-'))
      await prepareOffice(dataDir)
      const { page, close } = await launchApp({ dataDir, now: DEMO_DAY, size })
      try {
        await page.locator('[data-field="username"] input').waitFor()
        if (language === 'en-US') await page.getByText('English').click()
        await signIn(page, ADMIN)
        for (const name of Object.keys(PAGES) as PageName[]) {
          await openPage(page, name)
          await page.screenshot({ path: `out/screens/${language}/${size.width}/${name}.png` })
          await expectWellMade(page, `${name} ${language} ${size.width}`)
        }
      } finally {
        await close()
      }
    })
  }
}
