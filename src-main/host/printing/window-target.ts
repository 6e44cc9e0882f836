import { BrowserWindow, session } from 'electron'
import type { Session } from 'electron'
import { denyPermissions, keepOnMachine } from '../page/guards.ts'
import type { PrintOutcome, PrintWork } from './pump.ts'

const ANSWER_MS = 60_000

/** Papers that a window is loading, by job. */
const papers = new Map<string, Uint8Array<ArrayBuffer>>()

/**
 * Prints through a hidden, sandboxed window whose only content is the paper, served from memory: no plain page lies on the
 * disk. Its session is kept in memory alone and reaches nothing else.
 */
export async function printByWindow(work: PrintWork, printer: string): Promise<PrintOutcome> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: paperSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      plugins: true,
      devTools: false,
    },
  })
  papers.set(work.jobId, new Uint8Array(work.pdf))
  try {
    await window.loadURL(`print://job/${encodeURIComponent(work.jobId)}`)
    return await silently(window, { work, printer })
  } finally {
    papers.delete(work.jobId)
    window.destroy()
  }
}

function paperSession(): Session {
  const paper = session.fromPartition('print')
  if (paper.protocol.isProtocolHandled('print')) return paper
  denyPermissions(paper)
  keepOnMachine(paper, 'print://job')
  paper.protocol.handle('print', (request) => {
    const body = papers.get(decodeURIComponent(new URL(request.url).pathname.slice(1)))
    if (body === undefined) return new Response(null, { status: 404 })
    return new Response(body, { headers: { 'Content-Type': 'application/pdf' } })
  })
  return paper
}

function silently(window: BrowserWindow, options: { work: PrintWork; printer: string }): Promise<PrintOutcome> {
  const { pageMm, copies } = options.work
  // Microns. Many drivers ignore a size of their own in silent printing: then the form of the driver counts.
  const pageSize = { width: Math.round(pageMm.width * 1000), height: Math.round(pageMm.height * 1000) }
  const wanted = {
    silent: true,
    deviceName: options.printer,
    copies,
    pageSize,
    margins: { marginType: 'none' as const },
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ outcome: 'failed', reason: 'print.timed_out' }), ANSWER_MS)
    window.webContents.print(wanted, (success, reason) => {
      clearTimeout(timer)
      resolve(success ? { outcome: 'sent' } : { outcome: 'failed', reason: reasonOf(reason) })
    })
  })
}

function reasonOf(electronReason: string): string {
  if (/deviceName|printer/i.test(electronReason)) return 'print.no_printer'
  if (/cancel/i.test(electronReason)) return 'print.cancelled'
  return 'print.refused'
}
