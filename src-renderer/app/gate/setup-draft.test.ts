import { describe, expect, it } from 'vitest'

import { projectOf } from './setup-draft.ts'
import type { SetupDraft } from './setup-draft.ts'

const TYPED: SetupDraft = {
  projectName: ' 锦绣花园 ',
  projectCode: 'JXHY',
  communityKind: 'standard',
  payeeName: '锦绣物业服务有限公司',
  username: 'admin',
  displayName: '王经理',
  start: 'empty',
}

describe('the first project', () => {
  it.each(['empty', 'import'] as const)('has the name that was typed when it starts %s', (start) => {
    const project = projectOf({ ...TYPED, start })
    expect(project).toEqual({ projectName: '锦绣花园', projectCode: 'JXHY', payeeName: '锦绣物业服务有限公司' })
  })

  it('never puts made-up residents under a real name', () => {
    const project = projectOf({ ...TYPED, start: 'demo' })
    expect(project).toEqual({ projectName: '演示小区', projectCode: 'DEMO', payeeName: '演示物业公司' })
  })
})
