import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PROJECT, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

describe('a project', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await startTestCore()
  })
  afterAll(() => test.stop())

  it('shows its data and its switches', async () => {
    const project = await test.admin.query('project.current', {})
    expect(project).toMatchObject({ name: PROJECT.projectName, code: PROJECT.projectCode, goLiveOn: null })
    expect(project.features.every(({ enabled }) => enabled)).toBe(true)
  })

  it('changes its name, its payee and its go-live date', async () => {
    const changed = await test.admin.command('project.update', {
      name: '锦绣花园一期',
      payeeName: PROJECT.payeeName,
      goLiveOn: '2026-11-01' as never,
    })
    expect(changed).toMatchObject({ name: '锦绣花园一期', goLiveOn: '2026-11-01' })
    expect((await test.admin.query('session.current', {})).session?.project?.name).toBe('锦绣花园一期')
  })

  it('refuses what is switched off, and keeps what another feature needs', async () => {
    const off = (feature: 'import' | 'shift') =>
      test.admin.command('project.switch_feature', { feature, enabled: false })
    expect(await test.admin.refusal(off('shift'))).toMatchObject({
      code: 'project.feature_needed',
      params: { by: 'counter' },
    })
    await off('import')
    expect((await test.admin.refusal(test.admin.query('import.drafts', {}))).code).toBe('feature.off')
    await test.admin.command('project.switch_feature', { feature: 'import', enabled: true })
    expect((await test.admin.query('session.current', {})).session?.features).toContain('import')
  })

  it('is made with whoever makes it as its administrator, under a code of its own', async () => {
    const input = { name: '绿洲', code: 'LZ', communityKind: 'old', payeeName: '绿洲物业' } as const
    const nextNumber = async () => (await test.admin.query('counter.state', {})).nextReceiptNo
    const first = await nextNumber()
    // A clock that was set back makes the new project older than the first one; its book stays its own.
    test.clock.advance(-90 * 60_000)
    const { projectId } = await test.admin.command('project.create', input)
    expect(await test.admin.refusal(test.admin.command('project.create', input))).toMatchObject({
      code: 'project.code_taken',
      field: 'code',
    })
    expect([first, await nextNumber()]).toEqual(['SJ-A-2026-000001', 'SJ-A-2026-000001'])
    const { session } = await test.admin.command('session.switch_project', { projectId })
    expect(session.roles.map(({ code }) => code)).toEqual(['administrator'])
    expect(session.features).not.toContain('bill_notice')
    expect(await nextNumber()).toBe('SJ2-A-2026-000001')
    expect((await test.admin.query('project.current', {})).goLiveOn).toBeNull()
  })
})
