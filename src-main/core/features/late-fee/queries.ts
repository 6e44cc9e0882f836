import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { claimsOn } from './claims.ts'
import { explainLineLateFee } from './explain.ts'
import { listFreezes } from './freezes.ts'
import { viewTerms } from './terms-view.ts'

export function lateFeeQueries(): Queries {
  return {
    'late_fee.terms': answers('late_fee.terms', ({ db, actor }) => viewTerms(db, actor)),
    'late_fee.explain': answers('late_fee.explain', explainLineLateFee),
  }
}

export function lateFeeReaderQueries(): Queries {
  return {
    'late_fee.freezes': answers('late_fee.freezes', ({ db, actor }) => ({ freezes: listFreezes(db, actor) })),
    'late_fee.claims': answers('late_fee.claims', ({ db, actor }, { on }) => claimsOn(db, actor, { on })),
  }
}
