import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { installOrGoOn } from './install-or-go-on.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const refused: unknown = expect.objectContaining({ code: 'not_installed' })

function at(installer: (happens: { quit: () => void; error: (error: Error) => void }) => void, lockIsFree = true) {
  const did: string[] = []
  const heard: { quit: () => void; error: (error: Error) => void } = { quit: () => {}, error: () => {} }
  const installed = installOrGoOn({
    core: {
      stop: () => {
        did.push('stop')
        return Promise.resolve()
      },
      startAgain: () => void did.push('start again'),
    },
    lock: {
      release: () => void did.push('release'),
      take: () => {
        did.push('take')
        return lockIsFree
      },
    },
    quitAndInstall: () => {
      did.push('install')
      installer(heard)
    },
    onError: (listener) => (heard.error = listener),
    onQuit: (listener) => (heard.quit = listener),
    quit: () => void did.push('quit'),
    waitMs: 15_000,
  })
  return { installed, did }
}

test('a program that ends does no more', async () => {
  const { installed, did } = at(({ quit }) => setTimeout(quit, 2_000))
  await vi.advanceTimersByTimeAsync(20_000)
  await installed
  expect(did).toEqual(['stop', 'release', 'install'])
})

test.each([
  ['says that it failed', ({ error }: { error: (error: Error) => void }) => error(new Error('pkexec was dismissed'))],
  [
    'throws',
    () => {
      throw new Error('APPIMAGE env is not defined')
    },
  ],
  ['does nothing', () => undefined],
])('when the installer %s, the lock is taken and the data are opened again', async (_what, installer) => {
  const { installed, did } = at(installer)
  const outcome = installed.catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await outcome).toEqual(refused)
  expect(did).toEqual(['stop', 'release', 'install', 'take', 'start again'])
})

test('when somebody started the program anew meanwhile, this one ends and leaves the data to it', async () => {
  const { installed, did } = at(({ error }) => error(new Error('no')), false)
  await expect(installed).rejects.toEqual(refused)
  expect(did).toEqual(['stop', 'release', 'install', 'take', 'quit'])
})
