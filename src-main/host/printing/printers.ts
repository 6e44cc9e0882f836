import { execFile } from 'node:child_process'
import type { WebContents } from 'electron'
import { defaultPrinterOf } from './default-printer.ts'

export interface Printer {
  readonly name: string
  readonly isDefault: boolean
}

/** Electron names the printers and no longer says which is the default: the system is asked for that. */
export async function listPrinters(contents: WebContents): Promise<readonly Printer[]> {
  const names = (await contents.getPrintersAsync()).map((printer) => printer.name)
  if (names.length === 0) return []
  const answer = await askForDefault()
  const standard = answer === null ? null : defaultPrinterOf(answer, names)
  return names.map((name) => ({ name, isDefault: name === standard }))
}

const WINDOWS_KEY = 'HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows'

function askForDefault(): Promise<Uint8Array | null> {
  if (process.platform === 'win32') return ask('reg', ['query', WINDOWS_KEY, '/v', 'Device'])
  return ask('lpstat', ['-d'])
}

function ask(command: string, args: readonly string[]): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    execFile(command, [...args], { encoding: 'buffer', timeout: 3_000, windowsHide: true, env }, (error, output) => {
      resolve(error === null ? output : null)
    })
  })
}
