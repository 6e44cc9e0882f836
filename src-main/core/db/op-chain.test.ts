import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { GENESIS_HASH, linkHash, nextHlc } from './op-chain.ts'
import type { LinkFields } from './op-chain.ts'

const LINK: LinkFields = {
  devSeq: 7,
  opId: 'op',
  projectId: null,
  stream: 'core',
  txnId: 'txn',
  kind: 'I',
  table: 'project',
  rowId: 'row',
  body: Buffer.from('{"a":1}'),
  hlc: '0000-1',
  schemaVersion: 4,
  userId: 'u1',
  command: 'project.create',
  at: 1_000,
}

describe('the hash of a link', () => {
  it('is the same for the same record and changes with every single field', () => {
    const own = linkHash(GENESIS_HASH, LINK)
    expect(linkHash(GENESIS_HASH, { ...LINK })).toEqual(own)
    const changed: Partial<LinkFields>[] = [
      { devSeq: 8 },
      { opId: 'op2' },
      { projectId: 'p' },
      { stream: 'ledger' },
      { txnId: 'txn2' },
      { kind: 'U' },
      { table: 'user' },
      { rowId: 'row2' },
      { body: Buffer.from('{"a":2}') },
      { hlc: '0001-1' },
      { schemaVersion: 5 },
      { userId: 'u2' },
      { command: 'project.update' },
      { at: 1_001 },
    ]
    expect(changed).toHaveLength(Object.keys(LINK).length)
    for (const change of changed) expect(linkHash(GENESIS_HASH, { ...LINK, ...change })).not.toEqual(own)
    expect(linkHash(Buffer.alloc(32, 1), LINK)).not.toEqual(own)
  })

  it('cannot be had by moving text from one field into the next', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (left, right) => {
        const apart = linkHash(GENESIS_HASH, { ...LINK, userId: left, command: right })
        const moved = linkHash(GENESIS_HASH, { ...LINK, userId: left + right, command: '' })
        expect(moved).not.toEqual(apart)
      }),
    )
  })
})

describe('the clock of the operations', () => {
  it("never goes back, however the PC's clock jumps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2_000_000_000_000 }), { minLength: 2, maxLength: 50 }),
        (times) => {
          let before: string | null = null
          for (const at of times) {
            const next = nextHlc(before, at, 1)
            if (before !== null) expect(next > before).toBe(true)
            before = next
          }
        },
      ),
    )
  })

  it('goes on into the next millisecond when one is used up', () => {
    const full = `${(1_000).toString(16).padStart(12, '0')}ffff-1`
    const next = nextHlc(full, 1_000, 1)
    expect(next > full).toBe(true)
    expect(next).toMatch(/^[0-9a-f]{16}-1$/)
    expect(Number.parseInt(next.slice(0, 12), 16)).toBe(1_001)
  })
})
