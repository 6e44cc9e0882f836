import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { launchApp, packedExecutable } from '../../support/launch.ts'

test('the packed program opens its first window', async () => {
  const { app, page, close } = await launchApp({ packaged: packedExecutable() })
  expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true)
  await expect(page.locator('body')).not.toBeEmpty()
  await close()
})

test('the packed program cannot be used as Node', () => {
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--version']
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const answer = execFileSync(packedExecutable(), args, { env, encoding: 'utf8', timeout: 20_000 })
  expect(answer.trim()).not.toBe(process.version)
})
