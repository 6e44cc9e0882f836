import { describe, expect, it } from 'vitest'

import { shownParams, shownValue } from './known-values.ts'

const blind = { names: false, contacts: false }

describe('what the records hold of people, beside an imported sheet', () => {
  it('is masked person by person for whom the role does not let see it', () => {
    expect(shownValue(blind, 'owner_name', '张三/欧阳娜娜')).toBe('张*/欧阳*')
    expect(shownValue(blind, 'tenant_phone', '13800138000/13900001111')).toBe('138****8000/139****1111')
    expect(shownValue(blind, 'owner_id_no', '330199198001010017')).toBe('**************0017')
  })

  it('stays as it is where the role lets see it, and where it is of no person', () => {
    expect(shownValue({ names: true, contacts: false }, 'owner_name', '张三')).toBe('张三')
    expect(shownValue({ names: false, contacts: true }, 'owner_phone', '13800138000')).toBe('13800138000')
    expect(shownValue(blind, 'built_area_e2', '8943')).toBe('8943')
  })

  it('is masked in the sentence that names the owner on record, not the one in the sheet', () => {
    const params = { existing: '张三', given: '李四' }
    expect(shownParams(blind, { field: 'owner_name', params })).toEqual({ existing: '张*', given: '李四' })
    expect(shownParams(blind, { field: 'code', params: { firstRow: 3 } })).toEqual({ firstRow: 3 })
  })
})
