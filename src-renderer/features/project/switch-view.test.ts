import { describe, expect, it } from 'vitest'

import { FEATURES } from '../../../src-shared/domain/access/features.ts'
import type { Feature } from '../../../src-shared/domain/access/features.ts'
import { switchViews } from './switch-view.ts'

function viewsOf(on: readonly Feature[]) {
  const views = switchViews(FEATURES.map((feature) => ({ feature, enabled: on.includes(feature) })))
  return (feature: Feature) => views.find((view) => view.feature === feature)
}

describe('the feature switches', () => {
  it('name all that must go off first', () => {
    expect(viewsOf(FEATURES)('billing')?.neededBy).toEqual(['counter', 'bill_notice'])
    expect(viewsOf(FEATURES)('report')?.neededBy).toEqual([])
  })

  it('name all that must come on first', () => {
    expect(viewsOf(['standard', 'shift'])('counter')?.needs).toEqual(['billing', 'receipt'])
    expect(viewsOf(['standard'])('billing')?.needs).toEqual([])
  })
})
