import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { takeInstanceLock } from './instance-lock.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-lock-'))
  path = join(folder, 'instance.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inUse = expect.objectContaining({ code: 'vault.in_use' }) as Error

describe('a data folder', () => {
  it('is opened once at a time and is free again afterwards', () => {
    const first = takeInstanceLock(path)
    expect(() => takeInstanceLock(path)).toThrow(inUse)
    first.release()
    takeInstanceLock(path).release()
  })

  it('lets another user of the system ask for the lock, so that both are told the same', () => {
    takeInstanceLock(path).release()
    expect(statSync(path).mode & 0o777).toBe(0o666)
    expect(statSync(path).size).toBe(0)
  })

  it('is held by another process until that one is killed, and no longer', async () => {
    const holder = `const { takeInstanceLock } = await import(${JSON.stringify(new URL('./instance-lock.ts', import.meta.url).href)})
      takeInstanceLock(${JSON.stringify(path)})
      process.stdout.write('held')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    expect(() => takeInstanceLock(path)).toThrow(inUse)
    child.kill('SIGKILL')
    await once(child, 'exit')
    takeInstanceLock(path).release()
  })
})
