import { randomBytes } from 'node:crypto'

import { verifyChain } from '../../../src-main/core/db/verify-chain.ts'
import type { ChainVerdict } from '../../../src-main/core/db/verify-chain.ts'
import { Vault } from '../../../src-main/host/vault/vault.ts'
import { startTestCore, testClock } from '../../support/test-core.ts'
import type { TestCore, TestSeat } from '../../support/test-core.ts'
import { ADMIN } from './first-run.ts'

export interface Books {
  readonly core: TestCore
  readonly admin: TestSeat
  chain(): ChainVerdict
  stop(): Promise<void>
}

const EVENING = Date.parse('2026-11-23T18:00:00+08:00')

/** Opens what the program left behind with the same core and the administrator's account, after the program has ended. */
export async function reopenBooks(dataDir: string): Promise<Books> {
  const ring = {
    isOffered: () => Promise.resolve(false),
    seal: (text: string) => Promise.resolve(text),
    open: () => Promise.resolve(null),
  }
  const looked = await new Vault({ dataDir, keyRing: ring, random: randomBytes, now: Date.now }).look()
  if (looked.kind !== 'open') throw new Error(`the folder opens by its key file, not ${looked.kind}`)
  const core = await startTestCore({
    dataDir,
    keyHex: looked.opened.key.toString('hex'),
    clock: testClock(EVENING),
    bare: true,
    watch: false,
  })
  const { admin } = core
  await admin.login(ADMIN.username, ADMIN.password)
  return { core, admin, chain: () => verifyChain(core.core.database.read), stop: () => core.stop() }
}
