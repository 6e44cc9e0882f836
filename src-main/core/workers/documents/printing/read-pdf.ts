import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ReadPdf {
  readonly text: string
  /** Text of each page. */
  readonly pages: readonly string[]
  /** Millimetres. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[]
  readonly fonts: string
}

/** Reads a PDF with another program (poppler) than the one that wrote it. For tests. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  return withFile(bytes, (file) => {
    const text = run('pdftotext', ['-layout', file, '-'])
    const info = run('pdfinfo', ['-l', '9999', file])
    const sizes = [...info.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+) pts/g)].map(([, width, height]) => ({
      width: (Number(width) / 72) * 25.4,
      height: (Number(height) / 72) * 25.4,
    }))
    return { text, pages: text.split('\f').slice(0, -1), sizes, fonts: run('pdffonts', [file]) }
  })
}

/** Where a word stands on its page, in millimetres from the top left. */
export function wordPlace(bytes: Uint8Array, word: string): { readonly x: number; readonly y: number } {
  const boxes = withFile(bytes, (file) => run('pdftotext', ['-bbox', file, '-']))
  const [, x, y] = new RegExp(`xMin="([\\d.]+)" yMin="([\\d.]+)"[^>]*>${word}<`).exec(boxes) ?? []
  return { x: (Number(x) / 72) * 25.4, y: (Number(y) / 72) * 25.4 }
}

function withFile<T>(bytes: Uint8Array, read: (file: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'paper-'))
  try {
    const file = join(dir, 'paper.pdf')
    writeFileSync(file, bytes)
    return read(file)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}
