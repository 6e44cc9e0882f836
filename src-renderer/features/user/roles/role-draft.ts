import { PRESET_ROLES } from '../../../../src-shared/domain/access/roles.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import { roleName } from '../../../platform/role-name.ts'
import type { HeldRole, Role } from '../account-words.ts'

export type Assignments = InputFor<'user.set_roles'>['roles']

/** A chosen role and where it holds. */
export interface ChosenRole {
  readonly code: string
  readonly reach: 'whole' | 'some'
  readonly buildingIds: readonly Id[]
}

/** The roles held, one entry each: the same role for two sets of buildings is one for both. */
export function chosenFrom(held: readonly HeldRole[]): readonly ChosenRole[] {
  return [...Map.groupBy(held, ({ code }) => code)].map(([code, same]) => {
    if (same.some(({ buildingIds }) => buildingIds === null)) return { code, reach: 'whole', buildingIds: [] }
    return { code, reach: 'some', buildingIds: [...new Set(same.flatMap(({ buildingIds }) => buildingIds ?? []))] }
  })
}

/** The shipped roles from the most powerful down, then those of the office. */
export function inUsualOrder(roles: readonly Role[]): readonly Role[] {
  const places = new Map<string, number>(PRESET_ROLES.map((code, at) => [code, at]))
  const placeOf = ({ code }: Role) => places.get(code) ?? PRESET_ROLES.length
  return roles.toSorted((left, right) => placeOf(left) - placeOf(right))
}

export function toggled(chosen: readonly ChosenRole[], code: string): readonly ChosenRole[] {
  if (chosen.some((role) => role.code === code)) return chosen.filter((role) => role.code !== code)
  return [...chosen, { code, reach: 'whole', buildingIds: [] }]
}

export function withReach(chosen: readonly ChosenRole[], changed: ChosenRole): readonly ChosenRole[] {
  return chosen.map((role) => (role.code === changed.code ? changed : role))
}

export function assignmentsOf(chosen: readonly ChosenRole[]): Assignments {
  return chosen.map(({ code, reach, buildingIds }) => ({
    roleCode: code,
    buildingIds: reach === 'whole' ? null : [...buildingIds],
  }))
}

/** "Some buildings" without a building would be nothing at all: the sentence that says so, or empty text. */
export function roleProblem(chosen: readonly ChosenRole[], roles: readonly Role[]): string {
  const lacking = chosen.find(({ reach, buildingIds }) => reach === 'some' && buildingIds.length === 0)
  if (lacking === undefined) return ''
  const role = roles.find(({ code }) => code === lacking.code)
  return t('user.form.buildings_needed', { role: role === undefined ? lacking.code : roleName(role) })
}
