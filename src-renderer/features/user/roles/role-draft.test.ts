import { describe, expect, it } from 'vitest'

import { id } from '../../../../src-shared/kernel/ids.ts'
import { assignmentsOf, chosenFrom, roleProblem, toggled, withReach } from './role-draft.ts'

const one = id('018f0000-0000-7000-8000-000000000001')
const two = id('018f0000-0000-7000-8000-000000000002')

describe('the roles of an account', () => {
  it('show a role once, with the buildings of all its entries', () => {
    const held = [
      { code: 'clerk', name: '', buildingIds: [one] },
      { code: 'clerk', name: '', buildingIds: [one, two] },
    ]
    expect(chosenFrom(held)).toEqual([{ code: 'clerk', reach: 'some', buildingIds: [one, two] }])
  })

  it('count for the whole project when one entry does', () => {
    const held = [
      { code: 'clerk', name: '', buildingIds: [one] },
      { code: 'clerk', name: '', buildingIds: null },
    ]
    expect(assignmentsOf(chosenFrom(held))).toEqual([{ roleCode: 'clerk', buildingIds: null }])
  })

  it('begin with the whole project and end with a second tick', () => {
    const chosen = toggled([], 'guard')
    expect(assignmentsOf(chosen)).toEqual([{ roleCode: 'guard', buildingIds: null }])
    expect(toggled(chosen, 'guard')).toEqual([])
  })

  it('are not complete while "some buildings" names none', () => {
    const some = withReach(toggled([], 'clerk'), { code: 'clerk', reach: 'some', buildingIds: [] })
    expect(roleProblem(some, [])).not.toBe('')
    expect(roleProblem(withReach(some, { code: 'clerk', reach: 'some', buildingIds: [two] }), [])).toBe('')
  })
})
