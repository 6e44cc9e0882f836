import { FEATURE_CONTRACTS, contract } from '../../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../../src-shared/contract/request/define.ts'
import type { Feature } from '../../../src-shared/domain/access/features.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { Actor } from './context.ts'

const FEATURE_OF: ReadonlyMap<string, Feature> = new Map(
  FEATURE_CONTRACTS.flatMap(({ feature, operations }) =>
    feature === null ? [] : Object.keys(operations).map((name) => [name, feature] as const),
  ),
)

export function findOperation(name: string): AnyOperation | null {
  const operations: Readonly<Record<string, AnyOperation>> = contract
  return Object.hasOwn(operations, name) ? (operations[name] ?? null) : null
}

/** Why the person may not ask for the operation at all, whatever its input: right, reach, switch. `null`: they may. */
export function refusalOf(op: string, operation: AnyOperation, actor: Actor): AppError | null {
  const { permission, scope } = operation
  if (permission !== 'public' && permission !== 'signed_in' && !actor.permissions.has(permission))
    return new AppError('permission.denied', { permission })
  if (scope === 'project' && actor.buildingIds !== null) return new AppError('permission.whole_project')
  const feature = FEATURE_OF.get(op)
  return feature !== undefined && !actor.features.has(feature) ? new AppError('feature.off', { feature }) : null
}
