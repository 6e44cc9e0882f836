import { spawn } from 'node:child_process'
import type { PrintOutcome, PrintWork } from './pump.ts'

const ANSWER_MS = 60_000

/** Hands the paper to CUPS through the standard input of `lp`, so that no plain page lies on the disk in a file of ours. */
export function printByLp(work: PrintWork, printer: string, command = 'lp'): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    const lp = spawn(command, lpArguments(work, printer), { stdio: ['pipe', 'ignore', 'pipe'], timeout: ANSWER_MS })
    let complaint = ''
    lp.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    lp.on('error', () => resolve({ outcome: 'failed', reason: 'print.system_unavailable' }))
    lp.on('close', (code, signal) => resolve(outcomeOf(code, { signal, complaint })))
    // `lp` that refuses at once closes its input; what it says on closing is the answer.
    lp.stdin.on('error', () => undefined)
    lp.stdin.end(work.pdf)
  })
}

export function lpArguments(work: PrintWork, printer: string): readonly string[] {
  const { width, height } = work.pageMm
  const media = `media=Custom.${width}x${height}mm`
  const options = ['-o', media, '-o', 'fit-to-page=false', '-o', 'print-scaling=none']
  return ['-d', printer, '-n', String(work.copies), '-t', work.fileName, ...options, '--', '-']
}

export function outcomeOf(
  code: number | null,
  said: { readonly signal: string | null; readonly complaint: string },
): PrintOutcome {
  if (code === 0) return { outcome: 'sent' }
  if (said.signal !== null) return { outcome: 'failed', reason: 'print.timed_out' }
  if (/does not exist|unknown (?:printer|destination)|No such/i.test(said.complaint)) {
    return { outcome: 'failed', reason: 'print.no_printer' }
  }
  if (/not accepting/i.test(said.complaint)) return { outcome: 'failed', reason: 'print.printer_stopped' }
  if (/scheduler|connect/i.test(said.complaint)) return { outcome: 'failed', reason: 'print.system_unavailable' }
  return { outcome: 'failed', reason: 'print.refused' }
}
