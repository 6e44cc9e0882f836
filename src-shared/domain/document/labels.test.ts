import { describe, expect, it } from 'vitest'
import { paper as english } from '../../locales/en-US/paper.ts'
import { paper as chinese } from '../../locales/zh-CN/paper.ts'
import type { PaperLabels } from './labels.ts'
import { fillLabel } from './labels.ts'

function placesOf(labels: PaperLabels): Record<string, string[]> {
  const entries = Object.entries(labels).flatMap(([paper, words]) =>
    Object.entries(typeof words === 'string' ? { text: words } : (words as Record<string, string>)).map(
      ([key, text]): [string, string[]] => [`${paper}.${key}`, (text.match(/\{\w+\}/g) ?? []).sort()],
    ),
  )
  return Object.fromEntries(entries)
}

describe('words on paper', () => {
  it('have the same keys and the same places to fill in both languages', () => {
    expect(placesOf(english)).toEqual(placesOf(chinese))
  })

  it('take values by name and show a place that nobody filled', () => {
    expect(fillLabel('第 {page} 页 / 共 {pages} 页', { page: 1, pages: 2 })).toBe('第 1 页 / 共 2 页')
    expect(fillLabel('补打 第{n}次', {})).toBe('补打 第{n}次')
  })
})
