import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aloneIn } from './folder-lock.ts'

const CORE_LOCK = new URL('../../core/db/instance-lock.ts', import.meta.url).href
const LOCK = new URL('folder-lock.ts', import.meta.url).href
const inUse: unknown = expect.objectContaining({ code: 'vault.in_use' })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another program: what it wrote first is on its standard output when this answers. */
async function program(code: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: first.toString('utf8') }
}
const takenByCore = (then: string): string =>
  `const { takeInstanceLock } = await import(${JSON.stringify(CORE_LOCK)})
  try { takeInstanceLock(${JSON.stringify(join(folder, 'instance.lock'))}); process.stdout.write('held') }
  catch (error) { process.stdout.write(String(error.code)) }
  ${then}`

describe('the lock of the data folder', () => {
  test('runs what moves files when nobody is at work there, and lets go', async () => {
    expect(aloneIn(folder, () => 'done')).toBe('done')
    expect(statSync(join(folder, 'instance.lock')).size).toBe(0)
    expect((await program(takenByCore(''))).said).toBe('held')
  })

  test('runs nothing while the core of another program has the data open, and runs again when it was killed', async () => {
    const { child, said } = await program(takenByCore('setInterval(() => {}, 1000)'))
    expect(said).toBe('held')
    let ran = 0
    expect(() => aloneIn(folder, () => (ran += 1))).toThrow(inUse as Error)
    expect(ran).toBe(0)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(aloneIn(folder, () => (ran += 1))).toBe(1)
  })

  test('keeps the core of another program out as long as it runs', async () => {
    const { child } = await program(
      `const { aloneIn } = await import(${JSON.stringify(LOCK)})
      aloneIn(${JSON.stringify(folder)}, () => {
        process.stdout.write('inside')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
      })`,
    )
    expect((await program(takenByCore(''))).said).toBe('vault.in_use')
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  test('lets go when what it ran failed', async () => {
    expect(() =>
      aloneIn(folder, () => {
        throw new Error('no room')
      }),
    ).toThrow('no room')
    expect((await program(takenByCore(''))).said).toBe('held')
  })

  test('makes no folder for a lock, and says so when it cannot be written', () => {
    const none = join(folder, 'none')
    expect(aloneIn(none, () => 1)).toBe(1)
    expect(existsSync(none)).toBe(false)
    const odd = join(folder, 'odd')
    mkdirSync(join(odd, 'instance.lock'), { recursive: true })
    writeFileSync(join(odd, 'instance.lock', 'x'), '')
    expect(() => aloneIn(odd, () => 1)).toThrow(expect.objectContaining({ code: 'vault.folder_not_writable' }))
  })
})
