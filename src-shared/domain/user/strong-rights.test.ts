import { describe, expect, it } from 'vitest'

import { presetPermissions } from '../access/index.ts'
import type { PresetRole } from '../access/index.ts'
import { newStrongRights } from './index.ts'

const held = (role: PresetRole, buildingIds: readonly string[] | null = null) => ({
  permissions: presetPermissions(role),
  buildingIds,
})

describe('giving out a role', () => {
  it('that only collects, looks or watches the gate gives no strong right', () => {
    for (const role of ['clerk', 'guard', 'maintenance', 'read_only'] as const)
      expect(newStrongRights([], [held(role)])).toEqual([])
  })

  it('of an administrator, a manager or an accountant does', () => {
    expect(newStrongRights([], [held('administrator')])).toContain('user.manage')
    expect(newStrongRights([], [held('manager')])).toContain('approval.decide')
    expect(newStrongRights([], [held('accountant')])).toEqual(['billing.undo'])
  })

  it('that somebody has already gives nothing new', () => {
    expect(newStrongRights([held('administrator')], [held('manager')])).toEqual([])
  })

  it('for more buildings than before does, for fewer does not', () => {
    expect(newStrongRights([held('manager', ['1'])], [held('manager', ['1', '2'])])).toContain('approval.decide')
    expect(newStrongRights([held('manager', ['1'])], [held('manager')])).toContain('approval.decide')
    expect(newStrongRights([held('manager')], [held('manager', ['1'])])).toEqual([])
    expect(newStrongRights([held('manager', ['1', '2'])], [held('manager', ['2'])])).toEqual([])
  })
})
