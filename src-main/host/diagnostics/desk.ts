import { readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { cpus, freemem, release, totalmem, uptime } from 'node:os'
import { join } from 'node:path'
import { app, screen } from 'electron'
import type { BrowserWindow } from 'electron'
import type { DiagnosticAnswer } from '../../../src-shared/contract/desktop.ts'
import type { Locations } from '../data-folder/locations.ts'
import { mountOf } from '../data-folder/mounts.ts'
import { chooseSave } from '../files/dialogs.ts'
import type { Grants } from '../files/grants.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import type { PreferenceStore } from '../preferences.ts'
import { listPrinters } from '../printing/printers.ts'
import type { VaultGate } from '../vault/gate.ts'
import type { CoreQuestions } from './core-facts.ts'
import { readCleanLogs } from './read-logs.ts'
import { diagnosticText } from './report.ts'
import type { HostFacts } from './report.ts'

export interface DiagnosticParts {
  readonly locations: Locations
  readonly questions: CoreQuestions
  readonly grants: Grants
  readonly gate: VaultGate
  readonly preferences: PreferenceStore
  readonly log: Log
  readonly now: () => number
}

const MB = 1_048_576

/** 诊断: asks where to, collects, writes one file. It works before anybody signed in and when the data does not open. */
export async function saveDiagnostics(
  parts: DiagnosticParts,
  asked: { readonly window: BrowserWindow; readonly suggestedName: string },
): Promise<DiagnosticAnswer> {
  const grant = await chooseSave(parts.grants, { ...asked, kind: 'json' })
  const path = grant === null ? null : parts.grants.savedPath(grant.grantId)
  if (grant === null || path === null) return { kind: 'given_up' }
  try {
    writeFileSync(path, await collect(parts, asked.window), { mode: 0o600 })
    return { kind: 'saved', grant }
  } catch (error) {
    parts.log.warn('diagnostics.not_written', causeFields(error))
    return { kind: 'not_written' }
  }
}

async function collect(parts: DiagnosticParts, window: BrowserWindow): Promise<string> {
  const { homeDir, dataDir } = parts.locations
  const printers = await listPrinters(window.webContents)
  return diagnosticText({
    madeAt: new Date(parts.now()).toISOString(),
    host: { ...machineFacts(), ...programFacts(parts), ...folderFacts(parts.locations), ...printerFacts(printers) },
    core: await parts.questions.ask(),
    logs: readCleanLogs([join(homeDir, 'logs'), join(dataDir, 'logs')]),
  })
}

/** Not its name nor that of its user: a PC is often called after a person. */
function machineFacts(): HostFacts {
  const displays = screen.getAllDisplays()
  return {
    platform: process.platform,
    arch: process.arch,
    release: release(),
    processors: cpus().length,
    memoryMb: Math.round(totalmem() / MB),
    memoryFreeMb: Math.round(freemem() / MB),
    pcUpMinutes: Math.round(uptime() / 60),
    displays: displays.map(({ size, scaleFactor }) => `${size.width}x${size.height}@${scaleFactor}`).join(' '),
  }
}

function programFacts({ gate, preferences }: DiagnosticParts): HostFacts {
  const { electron, chrome, node, v8 } = process.versions
  const status = gate.status()
  const { language, closing } = preferences.get()
  return {
    version: app.getVersion(),
    packaged: app.isPackaged,
    electron,
    chrome,
    node,
    v8,
    upMinutes: Math.round(process.uptime() / 60),
    vault: status.state,
    vaultCode: status.state === 'failed' ? status.code : null,
    language,
    closing,
  }
}

function folderFacts({ dataDir, folderProblem, shared }: Locations): HostFacts {
  try {
    const { bavail, bsize, blocks } = statfsSync(dataDir)
    return {
      folderProblem,
      folderShared: shared,
      diskFreeMb: Math.round((bavail * bsize) / MB),
      diskMb: Math.round((blocks * bsize) / MB),
      diskKind: process.platform === 'linux' ? mountOf(dataDir, readFileSync('/proc/self/mounts', 'utf8')) : null,
    }
  } catch {
    return { folderProblem, folderShared: shared, diskFreeMb: null }
  }
}

/** How many: their names are the office's own and may be anybody's. */
function printerFacts(printers: readonly { readonly isDefault: boolean }[]): HostFacts {
  return { printers: printers.length, defaultPrinter: printers.some(({ isDefault }) => isDefault) }
}
