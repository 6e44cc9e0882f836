import { describe, expect, it } from 'vitest'

import { FEATURE_CONTRACTS, contract } from '../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../src-shared/contract/request/define.ts'
import { jsonSchemaOf, partsOf } from './schema-walk.ts'

const OPERATIONS: readonly (readonly [string, AnyOperation])[] = Object.entries(contract)

describe.each(OPERATIONS)('%s', (name, operation) => {
  it('takes and answers data that every kind of channel carries', () => {
    expect(() => [jsonSchemaOf(operation.input), jsonSchemaOf(operation.output)]).not.toThrow()
  })

  it('takes nothing that it does not name, at any depth', () => {
    const open = [...partsOf(jsonSchemaOf(operation.input))].filter(
      ({ part }) => part.properties !== undefined && part.additionalProperties !== false,
    )
    expect(open.map(({ path }) => path)).toEqual([])
  })

  it('bounds every text and every list that it takes', () => {
    const boundless = [...partsOf(jsonSchemaOf(operation.input))].filter(
      ({ part }) =>
        (part.type === 'string' &&
          part.enum === undefined &&
          part.const === undefined &&
          part.maxLength === undefined &&
          !('pattern' in part) &&
          !('format' in part)) ||
        (part.type === 'array' && part.maxItems === undefined),
    )
    // Dates are bounded by their reading: ten characters.
    expect(boundless.map(({ path }) => path).filter((path) => !/(^on|On|\.day)$/.test(path))).toEqual([])
  })

  it('logs only fields that it has, and none that holds words or amounts', () => {
    const fields = Object.keys(jsonSchemaOf(operation.input).properties ?? {})
    expect(operation.log.filter((field) => !fields.includes(field))).toEqual([])
    expect(
      operation.log.filter(
        (field) => /name$|phone|idNo|note|reason|text|password|fen$/i.test(field) && field !== 'username',
      ),
    ).toEqual([])
  })

  it('declares its refusals as <feature>.<snake_case>', () => {
    for (const code of Object.keys(operation.errors)) expect(code).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z][a-z_]+$/)
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z][a-z_]+$/)
  })
})

describe('the contract', () => {
  it('holds each operation once', () => {
    const names = FEATURE_CONTRACTS.flatMap(({ operations }) => Object.keys(operations))
    expect(new Set(names).size).toBe(names.length)
    expect(Object.keys(contract).sort()).toEqual([...names].sort())
  })

  it('gives the same refusal the same class and parameters wherever it is declared', () => {
    const seen = new Map<string, string>()
    const different = new Set<string>()
    for (const [, operation] of OPERATIONS) {
      for (const [code, spec] of Object.entries(operation.errors)) {
        const own = JSON.stringify({ class: spec.class, params: [...spec.params].sort() })
        if ((seen.get(code) ?? own) !== own) different.add(code)
        seen.set(code, own)
      }
    }
    expect([...different]).toEqual([])
  })

  it('opens nothing but what a sign-in needs to somebody who has not signed in', () => {
    expect(OPERATIONS.filter(([, operation]) => operation.permission === 'public').map(([name]) => name)).toEqual([
      'setup.status',
      'setup.initialize',
      'session.current',
      'session.login',
      // Both need a ticket, which the host gives for the recovery code alone.
      'session.recoverable',
      'session.recover',
      // Restoring stands before the sign-in: by a password, like it.
      'backup.allow_restore',
    ])
  })

  it('marks every command that moves money, so that a wrong clock stops it', () => {
    const money = OPERATIONS.filter(([, operation]) => operation.kind === 'command' && operation.money === true).map(
      ([name]) => name,
    )
    expect(money).toEqual(
      expect.arrayContaining([
        'counter.collect',
        'receipt.void',
        'billing.publish',
        'billing.undo',
        'shift.open',
        'shift.count',
        'shift.close',
        'shift.force_close',
      ]),
    )
  })
})
