import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

import type { DesktopBridge } from '../../src-shared/contract/desktop.ts'
import { launchApp } from '../support/launch.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { openPage } from './support/pages.ts'
import { signIn } from './support/seat.ts'

const FILE = 'xiaoqu-wuye-9.0.0.AppImage'
const CONTENT = Buffer.alloc(3_000_000, 'a new version')

/** An update host on loopback: what it serves can be spoilt between two looks. */
async function updateHost(key: KeyObject) {
  const served = { version: '9.0.0', signedBy: key, content: CONTENT, cutAfter: Infinity, gone: false, feed: 'whole' }
  const asked: string[] = []
  const feedText = (): string =>
    [
      `version: ${served.version}`,
      'files:',
      `  - url: ${FILE}`,
      `    sha512: ${createHash('sha512').update(CONTENT).digest('base64')}`,
      `    size: ${CONTENT.length}`,
      "releaseDate: '2026-11-24T00:00:00.000Z'",
      '',
    ].join('\n')
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    asked.push(path)
    if (served.gone) return void response.writeHead(404).end()
    if (path.endsWith('.yml') && served.feed === 'silent') return
    if (path.endsWith('.yml') && served.feed === 'endless') return pourInto(response)
    if (path.endsWith('.yml')) return void response.end(feedText())
    if (path.endsWith('.sig'))
      return void response.end(sign(null, Buffer.from(feedText()), served.signedBy).toString('base64'))
    response.writeHead(200, { 'content-length': served.content.length })
    if (served.cutAfter === Infinity) return void response.end(served.content)
    response.write(served.content.subarray(0, served.cutAfter), () => setTimeout(() => response.destroy(), 100))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wuye/`
  return { served, asked, address, close: () => server.close() }
}

function pourInto(response: ServerResponse): void {
  const part = Buffer.alloc(1 << 20, 'a')
  const pour = (): void => {
    while (!response.destroyed) {
      if (!response.write(part)) return void response.once('drain', pour)
    }
  }
  pour()
}

const step = (page: Page) => page.getByTestId('update-step')
const check = (page: Page) => page.getByTestId('update-check').click()
const download = (page: Page) => page.getByTestId('update-download').click()

test('a new version is taken when it is ours and whole, and never else', async () => {
  test.setTimeout(120_000)
  const ours = generateKeyPairSync('ed25519')
  const foreign = generateKeyPairSync('ed25519')
  const folder = mkdtempSync(join(tmpdir(), 'wuye-update-'))
  const keyFile = join(folder, 'key.pem')
  writeFileSync(keyFile, ours.publicKey.export({ type: 'spki', format: 'pem' }))
  writeFileSync(join(folder, 'old.AppImage'), 'the old version')
  const host = await updateHost(ours.privateKey)
  const dataDir = join(folder, 'data')
  await prepareOffice(dataDir)
  const { page, close } = await launchApp({
    dataDir,
    now: DEMO_DAY,
    args: ['--update-key', keyFile],
    env: { APPIMAGE: join(folder, 'old.AppImage'), XDG_CACHE_HOME: join(folder, 'cache') },
  })
  try {
    await test.step('nobody who is not signed in names an address or has anything looked for', async () => {
      const answers = await page.evaluate(async (feed) => {
        const { updates } = (globalThis as unknown as { desktop: DesktopBridge }).desktop
        const ticket = 'made up'
        return [
          await updates.setFeed({ ticket, feed }),
          await updates.check({ ticket }),
          await updates.download({ ticket }),
          await updates.install({ ticket }),
        ]
      }, host.address)
      expect(answers).toEqual(['not_allowed', 'not_allowed', 'not_allowed', 'not_allowed'])
      expect(host.asked).toEqual([])
    })
    await signIn(page, ADMIN)
    await openPage(page, 'update')
    await expect(step(page)).toContainText('还没有检查过')

    await test.step('an address that is none is refused in words', async () => {
      await page.getByLabel('更新地址').fill('\\\\server\\share')
      await page.getByRole('button', { name: '保存地址' }).click()
      await expect(page.getByText('请填以 http:// 或 https:// 开头的地址')).toBeVisible()
    })

    await test.step('a feed of another key: nothing but the feed is asked for', async () => {
      host.served.signedBy = foreign.privateKey
      await page.getByLabel('更新地址').fill(host.address)
      await page.getByRole('button', { name: '保存地址' }).click()
      await expect(step(page)).toContainText('没有我们的签名')
      expect(host.asked.some((path) => path.endsWith(FILE))).toBe(false)
      host.served.signedBy = ours.privateKey
    })

    await test.step('an older version is no update', async () => {
      host.served.version = '0.0.1'
      await check(page)
      await expect(step(page)).toContainText('已是最新版本')
      host.served.version = '9.0.0'
    })

    await test.step('the feed is gone', async () => {
      host.served.gone = true
      await check(page)
      await expect(step(page)).toContainText('没有更新说明')
      host.served.gone = false
    })

    await test.step('a feed without end is given up, and the address can be changed while one is silent', async () => {
      host.served.feed = 'endless'
      await check(page)
      await expect(step(page)).toContainText('更新说明读不懂')
      host.served.feed = 'silent'
      await check(page)
      await expect(step(page)).toContainText('正在检查')
      host.served.feed = 'whole'
      await page.getByLabel('更新地址').fill(`${host.address}?again`)
      await page.getByRole('button', { name: '保存地址' }).click()
      await page.getByLabel('更新地址').fill(host.address)
      await page.getByRole('button', { name: '保存地址' }).click()
      await expect(step(page)).toContainText('有新版本 9.0.0')
    })

    await test.step('one byte flipped', async () => {
      host.served.content = Buffer.from(CONTENT)
      host.served.content[1_234_567] = (CONTENT[1_234_567] ?? 0) ^ 1
      await check(page)
      await expect(step(page)).toContainText('有新版本 9.0.0')
      await download(page)
      await expect(step(page)).toContainText('对不上')
      host.served.content = CONTENT
    })

    await test.step('cut off in the middle: no file that could be installed stays', async () => {
      host.served.cutAfter = 1_000_000
      await check(page)
      await download(page)
      await expect(step(page)).toContainText('中断')
      const cached = readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' })
      expect(cached.filter((name) => name.endsWith(`/${FILE}`))).toEqual([])
      host.served.cutAfter = Infinity
    })

    await test.step('ours and whole', async () => {
      await check(page)
      await download(page)
      await expect(step(page)).toContainText('新版本 9.0.0 已下载并核对')
      await page.screenshot({ path: 'out/screens/update.png' })
      const cached = readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' })
      expect(cached.some((name) => name.endsWith(`/${FILE}`))).toBe(true)
    })
  } finally {
    await close()
    host.close()
  }
})
