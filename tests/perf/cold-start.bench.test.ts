import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { _electron } from '@playwright/test'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { electronEnvironment, launchApp, sandboxArgs } from '../support/launch.ts'
import { expectBench, quantile } from './report.ts'

const STARTS = 3
const EMPTY = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,<button>empty</button>'))
app.on('window-all-closed', () => app.quit())`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  writeFileSync(join(folder, 'main.cjs'), EMPTY)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function startOurs(dataDir: string): Promise<number> {
  const started = performance.now()
  const { page, close } = await launchApp({ dataDir })
  await page.locator('button, input').first().waitFor()
  const ms = performance.now() - started
  await close()
  return ms
}

async function startEmpty(): Promise<number> {
  const started = performance.now()
  const app = await _electron.launch({
    executablePath: process.execPath,
    args: [...sandboxArgs(), folder],
    env: electronEnvironment({}),
  })
  const page = await app.firstWindow()
  await page.locator('button').first().waitFor()
  const ms = performance.now() - started
  await app.close()
  return ms
}

describe('a cold start', () => {
  it('shows a page that can be used soon after an empty window would be there', async () => {
    const dataDir = join(folder, 'data')
    // The first start makes the database; clerks see the others.
    await startOurs(dataDir)
    await startEmpty()
    const [ours, empty]: [number[], number[]] = [[], []]
    for (let at = 0; at < STARTS; at++) {
      ours.push(await startOurs(dataDir))
      empty.push(await startEmpty())
    }
    expectBench({
      name: 'cold start',
      unit: 'ms',
      value: quantile(ours, 0.5),
      baseline: { name: 'an empty window of Electron', value: quantile(empty, 0.5) },
      limit: 2,
    })
  })
})
