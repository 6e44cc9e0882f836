import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { _electron } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'
import { build } from 'vite'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { electronEnvironment, launchApp, sandboxArgs } from '../support/launch.ts'
import type { LaunchedApp } from '../support/launch.ts'
import { ADMIN } from '../support/test-core.ts'
import { writeBareEcho } from './page/bare-echo.ts'
import { expectBench, quantile } from './report.ts'
import { seeded } from './rig.ts'

/** Calls whose mean is one sample. */
const CALLS = 20
const WARM = 30
const SAMPLES = 150

let folder: string
let ours: LaunchedApp
let bare: ElectronApplication
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  const dataDir = join(folder, 'data')
  await seeded(dataDir, 'S')
  ours = await launchApp({ dataDir })
})
afterAll(async () => {
  await bare.close()
  await ours.close()
  rmSync(folder, { recursive: true, force: true })
})

async function askerScript(): Promise<string> {
  const entry = resolve(import.meta.dirname, 'page/asker.ts')
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'asked' } },
  })
  const [bundle] = [built].flat()
  if (bundle === undefined || !('output' in bundle)) throw new Error('The asker was not built')
  return bundle.output[0].code
}

describe('a tiny query from page to core', () => {
  it('costs little more than the two messages that it takes between the same processes', async () => {
    const { page } = ours
    await page.addInitScript(await askerScript())
    await page.reload()
    const output = await page.evaluate(({ username, password }) => window.asker.signIn(username, password), ADMIN)
    const echo = join(folder, 'echo')
    writeBareEcho(echo, {
      question: { t: 'call', id: 1_000, kind: 'query', op: 'project.current', input: {} },
      answer: { t: 'answer', id: 1_000, ok: true, output },
    })
    bare = await _electron.launch({
      executablePath: process.execPath,
      args: [...sandboxArgs(), echo],
      env: electronEnvironment({}),
    })
    const barePage = await bare.firstWindow()
    await barePage.evaluate('window.ready')
    const [asked, bounced]: [number[], number[]] = [[], []]
    // In turns, so that whatever else the machine does meets both alike.
    for (let at = 0; at < WARM + SAMPLES; at++) {
      const one = (await barePage.evaluate(`window.ask(${CALLS})`)) as number
      const other = await page.evaluate((calls) => window.asker.ask(calls), CALLS)
      if (at < WARM) continue
      bounced.push(one)
      asked.push(other)
    }
    for (const [name, share, limit] of [
      ['p50', 0.5, 1.5],
      ['p95', 0.95, 3],
    ] as const) {
      expectBench({
        name: `tiny query ${name}`,
        unit: 'ms',
        value: quantile(asked, share),
        baseline: { name: 'two bare messages of the same size', value: quantile(bounced, share) },
        limit,
      })
    }
  })
})
