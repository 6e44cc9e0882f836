import { maskIdNumber, maskName, maskPhone, personKindOf } from '../../../../src-shared/domain/person/index.ts'
import type { Problem } from '../../../../src-shared/domain/import/index.ts'
import type { Actor } from '../../request/context.ts'

/**
 * The sheet is the importer's own; what the records hold beside it is shown as far as the role goes. Plain data: it crosses to a worker.
 */
export interface Sight {
  readonly names: boolean
  readonly contacts: boolean
}

export function sightOf({ permissions }: Pick<Actor, 'permissions'>): Sight {
  return { names: permissions.has('person.view_name'), contacts: permissions.has('person.view_contact') }
}

/** A value on record, several people or numbers parted by `/`. */
export function shownValue(sight: Sight, field: string, value: string): string {
  if (field.endsWith('_name')) return sight.names ? value : eachOf(value, (name) => maskName(name, personKindOf(name)))
  if (field.endsWith('_phone')) return sight.contacts ? value : eachOf(value, maskPhone)
  if (field.endsWith('_id_no')) return sight.contacts ? value : eachOf(value, maskIdNumber)
  return value
}

/** A problem whose text names the owner on record. */
export function shownParams(sight: Sight, { field, params }: Pick<Problem, 'field' | 'params'>): Problem['params'] {
  return typeof params['existing'] === 'string'
    ? { ...params, existing: shownValue(sight, field, params['existing']) }
    : params
}

function eachOf(value: string, shown: (part: string) => string): string {
  return value.split('/').map(shown).join('/')
}
