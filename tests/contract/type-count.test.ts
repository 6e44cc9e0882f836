import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const OPERATIONS = 300
const MOST_TYPES = 120_000

/** One feature's file as they are written here: ids, texts, lists of rows, choices, refusals. */
function featureFile(feature: number, operations: number): string {
  const parts = Array.from({ length: operations }, (_, at) => {
    const name = `f${feature}.op_${at}`
    const rows = `z.array(z.object({ id: anyId, name: shownText, amountFen: fenAmount, on: localDateText.nullable(), state: z.enum(['open', 'paid_${at}', 'gone']), inner: z.object({ a: count, b_${at}: typedText(40, 1) }) }))`
    const input = `z.strictObject({ id: anyId, text: typedText(60, 1).optional(), from: count, filter: z.strictObject({ month: monthText.optional(), kind_${at}: z.enum(['a', 'b']).optional() }) })`
    const body = `permission: 'room.view', scope: 'project', input: ${input}, output: z.object({ rows: ${rows}, sum: fenSum, n_${at}: count }), errors: { 'f${feature}.gone_${at}': notFound(), 'f${feature}.taken': conflict('code') }, log: ['id']`
    return at % 2 === 0 ? `  '${name}': query({ runs: 'core', ${body} }),` : `  '${name}': command({ ${body} }),`
  })
  return `import { z } from 'zod'
import { command, conflict, contractOf, notFound, query } from 'SHARED/contract/request/define.ts'
import { anyId, count, fenAmount, fenSum, localDateText, monthText, shownText, typedText } from 'SHARED/contract/scalars.ts'
export const f${feature}Contract = contractOf(null, {
${parts.join('\n')}
})
`
}

/** A client that names every operation, as pages do, so that each input and output is really worked out. */
function useFile(features: number, operations: number): string {
  const imports = Array.from({ length: features }, (_, at) => `import { f${at}Contract } from './f${at}.contract.ts'`)
  const spread = Array.from({ length: features }, (_, at) => `...f${at}Contract.operations,`)
  const calls = Array.from({ length: features * operations }, (_, at) => {
    const [feature, operation] = [Math.floor(at / operations), at % operations]
    const kind = operation % 2 === 0 ? 'query' : 'command'
    return `export const u${at} = async () => (await client.${kind}('f${feature}.op_${operation}', { id, from: 0, filter: { kind_${operation}: 'a' } })).rows[0]?.inner.b_${operation}`
  })
  return `import type { CommandName, InputOf, OutputOf, QueryName } from 'SHARED/contract/request/types.ts'
import type { Id } from 'SHARED/kernel/ids.ts'
${imports.join('\n')}
const contract = { ${spread.join(' ')} }
type Contract = typeof contract
interface Typed {
  query<N extends QueryName<Contract>>(name: N, input: InputOf<Contract, N>): Promise<OutputOf<Contract, N>>
  command<N extends CommandName<Contract>>(name: N, input: InputOf<Contract, N>): Promise<OutputOf<Contract, N>>
}
declare const client: Typed
declare const id: Id
${calls.join('\n')}
`
}

describe('a contract of 300 operations', () => {
  let folder: string
  beforeAll(() => {
    mkdirSync(join(root, 'out'), { recursive: true })
    folder = mkdtempSync(join(root, 'out', 'type-count-'))
    const shared = relative(folder, join(root, 'src-shared'))
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text.replaceAll('SHARED', shared))
    for (let feature = 0; feature < 15; feature++)
      write(`f${feature}.contract.ts`, featureFile(feature, OPERATIONS / 15))
    write('use.ts', useFile(15, OPERATIONS / 15))
    const options = {
      composite: false,
      noEmit: true,
      emitDeclarationOnly: false,
      declaration: false,
      rootDir: relative(folder, root),
      types: [],
    }
    write(
      'tsconfig.json',
      JSON.stringify({
        extends: relative(folder, join(root, 'build/tsconfig/base.json')),
        compilerOptions: options,
        include: ['./*.ts'],
      }),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(`compiles with at most ${MOST_TYPES} types, so that the editor stays quick`, { timeout: 120_000 }, () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const output = execFileSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
    })
    const types = Number(/^Types:\s+(\d+)/m.exec(output)?.[1])
    expect(types).toBeGreaterThan(OPERATIONS)
    expect(types).toBeLessThanOrEqual(MOST_TYPES)
  })
})
