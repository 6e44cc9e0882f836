import { describe, expect, it } from 'vitest'

import { admit, visibleNav } from './access.ts'
import type { NavItem } from './feature-module.ts'

const icon = { template: '' }
const items: readonly NavItem[] = [
  { id: 'report', label: 'app.name', to: '/report', icon, group: 'view', order: 10, anyOf: ['report.view'] },
  {
    id: 'shift',
    label: 'app.name',
    to: '/shift',
    icon,
    group: 'work',
    order: 30,
    anyOf: ['shift.own'],
    feature: 'shift',
  },
  {
    id: 'counter',
    label: 'app.name',
    to: '/counter',
    icon,
    group: 'work',
    order: 20,
    anyOf: ['counter.collect'],
    feature: 'counter',
  },
  { id: 'today', label: 'app.name', to: '/today', icon, group: 'work', order: 10 },
]

describe('the navigation', () => {
  it('shows what the role may open, in the order of its day', () => {
    const sections = visibleNav(items, {
      permissions: new Set(['counter.collect', 'shift.own']),
      features: new Set(['counter', 'shift']),
    })
    expect(sections.map((section) => [section.group, section.items.map((item) => item.id)])).toEqual([
      ['work', ['today', 'counter', 'shift']],
    ])
  })

  it('hides what the project has switched off, whoever asks', () => {
    const sections = visibleNav(items, { permissions: new Set(['counter.collect']), features: new Set(['shift']) })
    expect(sections.flatMap((section) => section.items.map((item) => item.id))).toEqual(['today'])
  })
})

describe('a page', () => {
  it('names the permission that is missing', () => {
    const granted = { permissions: new Set<never>(), features: new Set(['billing' as const]) }
    expect(admit({ anyOf: ['billing.run', 'billing.view'], feature: 'billing' }, granted)).toEqual({
      kind: 'no_permission',
      permission: 'billing.run',
    })
  })
})
