import { expect, test } from 'vitest'
import type { HostToCore } from '../../../src-shared/contract/desktop.ts'
import { PrintPump } from './pump.ts'
import type { PrintOutcome, PrintWork } from './pump.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

function work(jobId: string): PrintWork {
  const target = { kind: 'folder', path: '/out' } as const
  const pageMm = { width: 210, height: 297 }
  return { t: 'print_work', jobId, pdf: new Uint8Array(), target, fileName: `${jobId}.pdf`, pageMm, copies: 1 }
}

function pump(print: (work: PrintWork) => Promise<PrintOutcome>): {
  pump: PrintPump
  sent: HostToCore[]
  core: { up: boolean }
} {
  const sent: HostToCore[] = []
  const core = { up: true }
  const send = (message: HostToCore): boolean => core.up && sent.push(message) > 0
  return { pump: new PrintPump({ send, print, log: quiet }), sent, core }
}

const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5))

test('a printed job is reported and the next one asked for', async () => {
  const { pump: one, sent } = pump(() => Promise.resolve({ outcome: 'confirmed' }))
  one.pull()
  one.take(work('j1'))
  await settled()
  expect(sent).toEqual([
    { t: 'print_pull' },
    { t: 'print_done', jobId: 'j1', outcome: 'confirmed', reason: null },
    { t: 'print_pull' },
  ])
})

test('a failed job carries its reason, and one that breaks does not stop the others', async () => {
  const { pump: one, sent } = pump((job) =>
    job.jobId === 'j1'
      ? Promise.reject(new Error('broken'))
      : Promise.resolve({ outcome: 'failed', reason: 'print.no_printer' }),
  )
  one.take(work('j1'))
  one.take(work('j2'))
  await settled()
  expect(sent.filter((message) => message.t === 'print_done')).toEqual([
    { t: 'print_done', jobId: 'j1', outcome: 'failed', reason: 'print.internal' },
    { t: 'print_done', jobId: 'j2', outcome: 'failed', reason: 'print.no_printer' },
  ])
})

test('a result that came while core was down is reported when it is back', async () => {
  const { pump: one, sent, core } = pump(() => Promise.resolve({ outcome: 'sent' }))
  core.up = false
  one.take(work('j1'))
  await settled()
  expect(sent).toEqual([])
  core.up = true
  one.pull()
  expect(sent).toEqual([{ t: 'print_done', jobId: 'j1', outcome: 'sent', reason: null }, { t: 'print_pull' }])
})
