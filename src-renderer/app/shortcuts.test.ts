import { describe, expect, it } from 'vitest'

import { findCollisions, keysOf } from '../platform/shortcuts/shortcut.ts'
import { FEATURES } from './features.ts'
import { scopeTitle } from './help/scope-title.ts'
import { ALL_SHORTCUTS } from './shortcuts.ts'

describe('the keys of the product', () => {
  it('have one meaning each within a page', () => {
    expect(findCollisions(ALL_SHORTCUTS)).toEqual([])
  })

  it('have one name each', () => {
    const ids = ALL_SHORTCUTS.map((def) => def.id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('leave F12 to posting and Ctrl+Z to undoing what was typed', () => {
    const keys = ALL_SHORTCUTS.flatMap((def) => keysOf(def).map((key) => `${key} ${def.id}`))
    expect(keys.filter((key) => key.startsWith('Ctrl+Z '))).toEqual([])
    expect(keys.filter((key) => key.startsWith('F12 ') && !key.endsWith('.post'))).toEqual([])
  })

  it('stand under the name of their page on the help page', () => {
    const scopes = new Set(ALL_SHORTCUTS.map((def) => def.scope))
    expect([...scopes].filter((scope) => scopeTitle(scope) === null)).toEqual([])
  })
})

describe('the narrow navigation', () => {
  it('has an icon of its own for each page', () => {
    const icons = FEATURES.flatMap((feature) => feature.nav ?? []).map(({ icon }) => icon)
    expect(new Set(icons).size).toBe(icons.length)
  })
})
