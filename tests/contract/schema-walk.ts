import { z } from 'zod'

import type { AnySchema } from '../../src-shared/contract/request/define.ts'

/** The part of a JSON schema that these tests look at. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly maxLength?: number
  readonly maxItems?: number
}

/** @throws Error for what JSON cannot carry: dates, maps, bytes, big integers, transforms of answers. */
export function jsonSchemaOf(schema: AnySchema): JsonSchema {
  return z.toJSONSchema(schema as unknown as z.ZodType, {
    io: 'input',
    unrepresentable: 'throw',
    reused: 'inline',
  }) as unknown as JsonSchema
}

/** Every part of a schema with its dotted path. */
export function* partsOf(
  schema: JsonSchema,
  path = '',
): Generator<{ readonly path: string; readonly part: JsonSchema }> {
  yield { path, part: schema }
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    yield* partsOf(part, path === '' ? key : `${path}.${key}`)
  if (schema.items !== undefined) yield* partsOf(schema.items, `${path}[]`)
  if (typeof schema.additionalProperties === 'object') yield* partsOf(schema.additionalProperties, `${path}{}`)
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    yield* partsOf(part, path)
}

/** The closed choices of a schema, single constants left out. */
export function enumsOf(schema: AnySchema): readonly { readonly path: string; readonly values: readonly string[] }[] {
  return [...partsOf(jsonSchemaOf(schema))].flatMap(({ path, part }) => {
    const values = (part.enum ?? []).filter((value): value is string => typeof value === 'string')
    return values.length > 1 ? [{ path, values }] : []
  })
}
