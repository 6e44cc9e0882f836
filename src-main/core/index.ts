import { randomFillSync } from 'node:crypto'

import { nodePortChannel } from '../../src-shared/contract/request/channel.ts'
import type { CoreToHost, HostToCore, OpenFailure } from '../../src-shared/contract/desktop.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import { Core, DATABASE_NAME } from './core.ts'
import { isCode } from './db/connection.ts'
import { requireAlone } from './db/instance-lock.ts'
import { answerRestore } from './features/backup/index.ts'
import { openLog } from './log-file.ts'
import { SILENT_LOG } from './log.ts'
import type { Log } from './log.ts'
import { systemClock } from './system-clock.ts'
import { startThreads } from './workers/start-threads.ts'
import type { WorkerData } from './workers/worker-data.ts'
import { WorkerThreadRunner } from './workers/worker-thread-runner.ts'

type Open = Extract<HostToCore, { t: 'open' }>
type Port = Parameters<typeof nodePortChannel>[0]

/** Electron's utility process, as far as core knows of it: core imports no Electron. */
interface ParentPort {
  postMessage(message: unknown): void
  on(type: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void): void
}
const { parentPort } = process as unknown as { readonly parentPort: ParentPort }

const IDLE_MS = 60_000

let core: Core | null = null
/** These two know no database of their own: a restore uses one of them before any is open. */
const backup = backupWorker('backup')
const places = backupWorker('backup-places')
const tellHost = (message: CoreToHost): void => parentPort.postMessage(message)

parentPort.on('message', ({ data, ports }) => {
  const message = data as HostToCore
  if (message.t === 'open') open(message)
  else if (message.t === 'attach')
    core?.attach(message.windowId, nodePortChannel(ports[0] as Port, 'event'), message.token)
  else if (message.t === 'restore') void restore(message)
  else if (message.t === 'shutdown') void shutdown()
  else core?.receive(message)
})
tellHost({ t: 'booted' })

function open(message: Open): void {
  const clockOffsetMs = message.startAtMs === null ? 0 : message.startAtMs - Date.now()
  const clock = systemClock(clockOffsetMs)
  const log = openLog(message.dataDir)
  try {
    core = Core.open({
      dataDir: message.dataDir,
      keyHex: message.keyHex,
      create: message.create,
      clock,
      newId: () => uuidV7(clock.now(), randomFillSync(new Uint8Array(10))),
      log,
      tellHost,
      appVersion: message.appVersion,
      proof: message.proof,
      restored: message.restored,
      startWorkers: (path) => {
        const workerData: WorkerData = { path, keyHex: message.keyHex, fontsDir: message.fontsDir, clockOffsetMs }
        return { ...startThreads({ workerData, log, file }), backup, places }
      },
    })
    tellHost({ t: 'opened' })
    core.start()
  } catch (error) {
    log.error('core.open_failed', { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    tellHost({ t: 'open_failed', ...openFailure(error) })
  }
}

async function restore({ requestId, ask }: Extract<HostToCore, { t: 'restore' }>): Promise<void> {
  const usualPlace = (): string | null => core?.backupFolder ?? null
  try {
    const answer = await answerRestore(ask, { places, databaseName: DATABASE_NAME, usualPlace, close: letGo })
    tellHost({ t: 'restore_answer', requestId, answer })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    tellHost({
      t: 'restore_answer',
      requestId,
      answer: { ok: false, code: 'backup.write_failed', params: { reason: 'internal' } },
    })
  }
}

/** Nothing of this process holds a file of the data folder any more, not even a backup in its middle. */
async function letGo(dataDir: string): Promise<void> {
  await core?.stop()
  core = null
  await backup.stop()
  requireAlone(dataDir)
}

function backupWorker(name: string): WorkerThreadRunner {
  const log: Log = { ...SILENT_LOG, error: (event) => process.stderr.write(`${name} ${event}\n`) }
  return new WorkerThreadRunner({ name, file: file('backup'), workerData: null, idleMs: IDLE_MS, log })
}

function file(name: string): URL {
  return new URL(`./${name}.js`, import.meta.url)
}

function openFailure(error: unknown): {
  readonly code: OpenFailure
  readonly params: Readonly<Record<string, unknown>>
} {
  if (error instanceof AppError && error.code.startsWith('vault.'))
    return { code: error.code as OpenFailure, params: error.params }
  if (isCode(error, 'SQLITE_FULL') || isErrno(error, 'ENOSPC')) return { code: 'vault.disk_full', params: {} }
  const shut =
    isCode(error, 'SQLITE_READONLY') || isCode(error, 'SQLITE_CANTOPEN') || isErrno(error, 'EACCES', 'EROFS', 'EPERM')
  if (shut) return { code: 'vault.folder_not_writable', params: {} }
  return { code: 'vault.database_damaged', params: {} }
}

function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** A disk without room must not keep the program from ending: everything acknowledged is in the file by now. */
async function shutdown(): Promise<void> {
  await core?.stop().catch((error: unknown) => {
    // oxlint-disable-next-line no-console -- the log lies on the same disk
    console.error(error)
  })
  core = null
  tellHost({ t: 'closed' })
  process.exit(0)
}
