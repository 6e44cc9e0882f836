import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

function documents(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

/** Links to files of ours: neither an address nor a place on the same page. */
function linksOf(document: string): string[] {
  const text = readFileSync(join(ROOT, document), 'utf8')
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => decodeURIComponent(link ?? ''))
}

const DOCUMENTS = ['README.md', ...documents('docs')]

describe('the documents', () => {
  it.each(DOCUMENTS)('%s points at nothing that is not there', (document) => {
    expect(linksOf(document).filter((link) => !existsSync(join(ROOT, dirname(document), link)))).toEqual([])
  })

  it('has each page of the manual in both languages', () => {
    const pages = (language: string): string[] => readdirSync(join(ROOT, 'docs/manual', language)).toSorted()
    expect(pages('en-US')).toEqual(pages('zh-CN'))
    expect(pages('zh-CN').length).toBeGreaterThan(5)
  })
})
