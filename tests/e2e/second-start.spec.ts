import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from '@playwright/test'

import { electronEnvironment, launchApp, projectRoot, sandboxArgs } from '../support/launch.ts'

test('a second start on the same data opens no window: the first one comes forward and says so', async () => {
  const { app, page, dataDir, close } = await launchApp()
  try {
    await page.getByRole('heading').first().waitFor()
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.hide()
    })
    const args = [...sandboxArgs(), projectRoot, '--data', dataDir, '--unlock', 'unattended']
    const second = spawn(process.execPath, args, { env: electronEnvironment({}), stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    second.stderr.on('data', (text: Buffer) => (said += text.toString()))
    expect(await once(second, 'exit')).toEqual([0, null])
    expect(said).toContain('open already')
    await expect(page.getByText('程序已经开着，不用再打开一次。')).toBeVisible()
    const shown = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((it) => it.isVisible()))
    expect(shown).toEqual([true])
  } finally {
    await close()
  }
})
