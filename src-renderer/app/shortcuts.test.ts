import { describe, expect, it } from 'vitest'

import { findCollisions, keysOf } from '../platform/shortcuts/shortcut.ts'
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
})
