import type { SearchIntent } from '../../../../src-shared/domain/person/index.ts'
import type { Actor } from '../../request/context.ts'

/** Receipts are for those who may open them. */
export function intentsFor(actor: Actor, intents: readonly SearchIntent[]): SearchIntent[] {
  const receipts = actor.permissions.has('receipt.view') && actor.features.has('receipt')
  return intents.filter(({ kind }) => receipts || (kind !== 'receipt' && kind !== 'receipt_tail'))
}
