import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchFile, fetchText, requireSum } from './limited-fetch.ts'

let server: Server
let address: URL
let answer: (response: ServerResponse) => void
let closed = 0
let folder = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'limited-fetch-'))
  closed = 0
  server = createServer((_request, response) => {
    response.on('close', () => (closed += 1))
    answer(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/latest.yml`)
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const limits = (more: { mostBytes?: number; silentMs?: number; signal?: AbortSignal } = {}) => ({
  fetch,
  signal: new AbortController().signal,
  mostBytes: 1_000,
  ...more,
})
const refused = (code: string): unknown => expect.objectContaining({ code })
const endless = (response: ServerResponse): void => {
  const part = Buffer.alloc(1 << 16, 'a')
  const go = (): void => {
    while (!response.destroyed) {
      if (!response.write(part)) return void response.once('drain', go)
    }
  }
  go()
}

describe('a feed', () => {
  test('is read to its end', async () => {
    answer = (response) => response.end('version: 2.0.0')
    expect(await fetchText(address, limits())).toBe('version: 2.0.0')
    answer = (response) => response.end('a'.repeat(1_000))
    expect(await fetchText(address, limits())).toHaveLength(1_000)
  })

  test('that goes on and on is given up, and its transfer ends', async () => {
    answer = endless
    await expect(fetchText(address, limits())).rejects.toEqual(refused('feed_unreadable'))
    await expect.poll(() => closed).toBe(1)
  })

  test.each([
    ['from the beginning', () => undefined],
    ['after a few bytes', (response: ServerResponse) => void response.write('version:')],
  ])('that says nothing %s is given up, and its transfer ends', async (_when, silent) => {
    answer = silent
    await expect(fetchText(address, limits({ silentMs: 100 }))).rejects.toEqual(refused('unreachable'))
    await expect.poll(() => closed).toBe(1)
  })

  test('that nobody waits for any more is given up', async () => {
    answer = (response) => void response.write('a')
    const run = new AbortController()
    const reading = fetchText(address, limits({ signal: run.signal }))
    setTimeout(() => run.abort(new Error('another address')), 50)
    await expect(reading).rejects.toThrow('another address')
    await expect.poll(() => closed).toBe(1)
  })

  test('that is not there says so by its status', async () => {
    answer = (response) => void response.writeHead(404).end('nothing here')
    await expect(fetchText(address, limits())).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('a file', () => {
  const file = (): string => join(folder, 'new.AppImage')
  const fetched = (more: Parameters<typeof limits>[0], told: number[] = []): Promise<void> =>
    fetchFile(address, { ...limits(more), file: file(), onPercent: (percent) => told.push(percent) })

  test('is fetched as far as its feed says, and each percent is told once', async () => {
    const content = Buffer.alloc(500_000, 'new')
    answer = (response) => response.end(content)
    const told: number[] = []
    await fetched({ mostBytes: content.length }, told)
    expect(readFileSync(file()).equals(content)).toBe(true)
    expect(told.at(-1)).toBe(100)
    expect(told).toEqual([...new Set(told)].toSorted((one, other) => one - other))
    await requireSum(file(), createHash('sha512').update(content).digest('base64'))
    await expect(requireSum(file(), createHash('sha512').update('other').digest('base64'))).rejects.toEqual(
      refused('damaged'),
    )
    await expect(requireSum(file(), undefined)).rejects.toEqual(refused('damaged'))
  })

  test('that is longer than its feed says is given up before the disk holds more', async () => {
    answer = endless
    await expect(fetched({ mostBytes: 200_000 })).rejects.toEqual(refused('damaged'))
    expect(existsSync(file()) && statSync(file()).size <= 200_000).toBe(true)
    await expect.poll(() => closed).toBe(1)
  })

  test('that stops in the middle is given up', async () => {
    answer = (response) => void response.write('half')
    await expect(fetched({ silentMs: 100 })).rejects.toEqual(refused('broken_off'))
  })
})
