import fc from 'fast-check'

import { contract } from '../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../src-shared/contract/request/define.ts'
import { jsonSchemaOf } from '../contract/schema-walk.ts'
import type { JsonSchema } from '../contract/schema-walk.ts'

/** What inputs are made of besides chance: things that are there. */
export interface Known {
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly texts: readonly string[]
  readonly snapshots: readonly string[]
  readonly grants: readonly string[]
}

interface Bounded extends JsonSchema {
  readonly minLength?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly required?: readonly string[]
}

const ASKABLE = ['receipt.void', 'user.set_roles', 'user.create', 'approval.set_limit'] as const
const DATES = ['2026-11-23', '2026-11-30', '2026-01-01', '2024-02-29', '2030-12-31', '1990-01-01', '2026-12-01']
const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '1999-12', '2099-01']

/** Inputs that an operation's schema allows, from the things that are there as often as from chance. */
export function inputOf(operation: AnyOperation, known: Known): fc.Arbitrary<unknown> {
  return valueOf(jsonSchemaOf(operation.input), '', known)
}

function valueOf(given: JsonSchema, name: string, known: Known): fc.Arbitrary<unknown> {
  const schema: Bounded = given
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((part) => valueOf(part, name, known)))
  if (schema.allOf !== undefined) return valueOf(Object.assign({}, ...schema.allOf) as JsonSchema, name, known)
  if (schema.properties !== undefined) return recordOf(schema, schema.properties, known)
  switch (schema.type) {
    case 'object':
      return fc.dictionary(
        fc.string({ maxLength: 5 }),
        typeof schema.additionalProperties === 'object'
          ? valueOf(schema.additionalProperties, name, known)
          : fc.integer(),
        { maxKeys: 3 },
      )
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, name.replace(/s$/, ''), known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 3),
      })
    case 'string':
      return textOf(schema, name, known)
    case 'integer':
    case 'number':
      return numberOf(schema, name)
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}

function recordOf(
  schema: Bounded,
  properties: Readonly<Record<string, JsonSchema>>,
  known: Known,
): fc.Arbitrary<unknown> {
  if (properties['inputJson'] !== undefined) return askedOf(schema, properties, known)
  const parts = Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, valueOf(part, key, known)]))
  return fc.record(parts, { requiredKeys: [...(schema.required ?? [])] })
}

/** An act inside an approval: mostly a command that can be asked for, with an input that its form allows. */
function askedOf(
  schema: Bounded,
  { operation: _operation, inputJson: _inputJson, ...rest }: Readonly<Record<string, JsonSchema>>,
  known: Known,
): fc.Arbitrary<unknown> {
  const others = recordOf({ ...schema, required: Object.keys(rest) }, rest, known)
  const asked = fc
    .constantFrom(...ASKABLE, 'project.update')
    .chain((operation) =>
      inputOf(contract[operation], known).map((input) => ({ operation, inputJson: JSON.stringify(input) })),
    )
  const broken = fc.record({ operation: fc.constantFrom(...ASKABLE), inputJson: fc.string() })
  const act = fc.oneof({ weight: 9, arbitrary: asked }, { weight: 1, arbitrary: broken })
  return fc.tuple(act, others).map(([first, second]) => ({ ...(second as object), ...first }))
}

function textOf(schema: Bounded, name: string, known: Known): fc.Arbitrary<unknown> {
  if (schema.minLength === 36 && schema.maxLength === 36) return idOf(name, known)
  if (name === 'snapshotId') return fc.constantFrom(...known.snapshots, 'gone')
  if (name === 'grantId') return fc.constantFrom(...known.grants, 'gone')
  if (name.endsWith('On'))
    return fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...DATES) },
      { weight: 1, arbitrary: fc.constant('2026-02-30') },
    )
  if (/month/i.test(name)) return fc.constantFrom(...MONTHS)
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
  const least = schema.minLength ?? 0
  const most = Math.min(schema.maxLength ?? 40, 40)
  const chance = fc.string({ minLength: least, maxLength: Math.max(most, least), unit: 'grapheme' })
  const there = known.texts.map((text) => text.slice(0, most)).filter((text) => text.length >= least)
  return there.length === 0
    ? chance
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, { weight: 2, arbitrary: chance })
}

function idOf(name: string, known: Known): fc.Arbitrary<unknown> {
  const what = name.replace(/Ids?$/, '')
  const fitting = known.ids[what] ?? []
  const all = Object.values(known.ids).flat()
  const others = fc.constantFrom(...all, '019a0000-0000-7000-8000-00000000dead')
  return fitting.length === 0
    ? others
    : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: others })
}

function numberOf(schema: Bounded, name: string): fc.Arbitrary<unknown> {
  const min = Math.max(schema.minimum ?? -1_000_000_000, Number.MIN_SAFE_INTEGER)
  const max = Math.min(schema.maximum ?? 1_000_000_000, Number.MAX_SAFE_INTEGER)
  const likely = (name.endsWith('Fen') ? [16_097, 1, 100, 20_000] : [0, 1, 2, 3, 10]).filter(
    (value) => value >= min && value <= max,
  )
  const chance = fc.integer({ min, max })
  return likely.length === 0
    ? chance
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: chance })
}
