import { afterEach, describe, expect, it } from 'vitest'

import { draftsBelongTo, dropDrafts, useDraft } from './use-draft.ts'

afterEach(() => {
  dropDrafts()
  draftsBelongTo(null)
})

const fresh = (): { note: string } => ({ note: '' })

describe('what was typed', () => {
  it('is there again after a reload', () => {
    draftsBelongTo('limin')
    useDraft('room.edit:1', fresh).value.value.note = '钥匙存前台'
    const again = useDraft('room.edit:1', fresh)
    expect(again.restored).toBe(true)
    expect(again.value.value.note).toBe('钥匙存前台')
  })

  it('is nobody else’s', () => {
    draftsBelongTo('limin')
    useDraft('room.edit:1', fresh).value.value.note = 'x'
    draftsBelongTo('wangfang')
    expect(useDraft('room.edit:1', fresh).restored).toBe(false)
  })

  it('is gone after it was saved, and after signing out', () => {
    draftsBelongTo('limin')
    const draft = useDraft('a', fresh)
    draft.value.value.note = 'x'
    draft.discard()
    expect(useDraft('a', fresh).restored).toBe(false)
    useDraft('b', fresh).value.value.note = 'y'
    dropDrafts()
    expect(useDraft('b', fresh).restored).toBe(false)
  })

  it('starts anew when it was cut off', () => {
    draftsBelongTo('limin')
    sessionStorage.setItem('draft:limin:a', '{"note":')
    expect(useDraft('a', fresh)).toMatchObject({ restored: false })
  })
})
