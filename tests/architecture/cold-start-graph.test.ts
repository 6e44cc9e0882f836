import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
/** Each takes tens to hundreds of milliseconds to load: they belong into the worker that is started when a document is asked for. */
const HEAVY = ['exceljs', '@e965/xlsx', 'papaparse', 'pdfkit', 'fontkit', 'qrcode', 'electron-updater']
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm

/** What is loaded before the entry runs: its static imports, those of types left out, as `module <- who imports it`. */
function loadedBy(entry: string): { readonly modules: number; readonly heavy: readonly string[] } {
  const waiting = [resolve(ROOT, entry)]
  const seen = new Set(waiting)
  const heavy: string[] = []
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
    for (const [, wanted = ''] of source.matchAll(IMPORT)) {
      if (HEAVY.includes(wanted)) heavy.push(`${wanted} <- ${relative(ROOT, file)}`)
      const target = join(dirname(file), wanted)
      if (!wanted.startsWith('.') || seen.has(target) || !existsSync(target)) continue
      seen.add(target)
      waiting.push(target)
    }
  }
  return { modules: seen.size, heavy }
}

describe('what a start loads', () => {
  it.each(['src-main/index.ts', 'src-main/core/index.ts', 'src-main/core/workers/reader.ts'])(
    '%s loads no library of documents',
    (entry) => {
      const { modules, heavy } = loadedBy(entry)
      expect(modules).toBeGreaterThan(50)
      expect(heavy).toEqual([])
    },
  )

  it('is looked at through every import: the documents worker does load them', () => {
    const { heavy } = loadedBy('src-main/core/workers/documents.ts')
    expect(heavy.some((found) => found.startsWith('exceljs <- '))).toBe(true)
    expect(heavy.some((found) => found.startsWith('pdfkit <- '))).toBe(true)
  })
})
