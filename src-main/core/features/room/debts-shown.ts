import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Actor } from '../../request/context.ts'

/** What a home owes is seen with `billing.view` alone: a guard finds rooms and people without it. */
export function maySeeDebts({ permissions }: Pick<Actor, 'permissions'>): boolean {
  return permissions.has('billing.view')
}

/** For a filter or an order that would tell it all the same. @throws AppError `permission.denied` */
export function admitToDebts(actor: Pick<Actor, 'permissions'>): void {
  if (!maySeeDebts(actor)) throw new AppError('permission.denied', { permission: 'billing.view' })
}
