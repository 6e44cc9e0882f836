import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'

import type { VaultStatus } from '../../../src-shared/contract/desktop.ts'
import { call } from '../../platform/client.ts'
import type { OutputFor, WireError } from '../../platform/client.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { useSession } from '../../platform/session.ts'

export type Stage = 'opening' | 'locked' | 'failed' | 'setup' | 'restore' | 'person'
export type SetupStatus = OutputFor<'setup.status'>

const vault = shallowRef<VaultStatus>({ state: 'opening' })
const setup = shallowRef<SetupStatus | null>(null)
const failure = shallowRef<WireError | null>(null)
/** The wizard stays until its person has the recovery code on paper, whatever the vault says meanwhile. */
const wizardHolds = shallowRef(false)

/** Somebody restores from a backup: the page stays until it is done or left, whatever the vault says meanwhile. */
const restoring = shallowRef(false)

/** One state for what stands before the work; see `App.vue`. */
export interface Gate {
  readonly stage: ComputedRef<Stage>
  readonly vault: ShallowRef<VaultStatus>
  readonly setup: ShallowRef<SetupStatus | null>
  readonly failure: ShallowRef<WireError | null>
  start(): Promise<void>
  holdWizard(): void
  releaseWizard(): Promise<void>
  look(): Promise<void>
  /** Reads again what the screen before the work says of the data. */
  refreshFacts(): Promise<void>
  openRestore(): void
  closeRestore(): Promise<void>
}

function stageOf(status: VaultStatus): Stage {
  if (restoring.value) return 'restore'
  if (wizardHolds.value || status.state === 'first_run') return 'setup'
  if (status.state === 'locked') return 'locked'
  if (status.state === 'failed' || failure.value !== null) return 'failed'
  if (status.state === 'opening' || setup.value === null) return 'opening'
  if (!setup.value.initialized) return 'setup'
  return useSession().phase === 'unknown' ? 'opening' : 'person'
}

/** Core is there: what does it hold, and who is signed in? */
async function look(): Promise<void> {
  const answer = await call.query('setup.status', {})
  failure.value = answer.ok ? null : answer.error
  if (!answer.ok) return
  setup.value = answer.value
  if (!answer.value.initialized) return
  const session = useSession()
  await session.load()
  failure.value = session.failure
}

async function start(): Promise<void> {
  watch(vault, (status) => {
    if (status.state === 'ready' && !wizardHolds.value && !restoring.value) void look()
  })
  if (!hasDesktop()) {
    vault.value = { state: 'ready' }
    return
  }
  desktop().onVaultStatus((status) => {
    vault.value = status
  })
  vault.value = await desktop().vaultStatus()
}

const gate: Gate = {
  stage: computed(() => stageOf(vault.value)),
  vault,
  setup,
  failure,
  start,
  holdWizard: () => {
    wizardHolds.value = true
  },
  releaseWizard: async () => {
    await look()
    wizardHolds.value = false
  },
  look,
  refreshFacts: async () => {
    if (vault.value.state !== 'ready') return
    const answer = await call.query('setup.status', {})
    if (answer.ok) setup.value = answer.value
  },
  openRestore: () => {
    restoring.value = true
  },
  closeRestore: async () => {
    if (vault.value.state === 'ready') await look()
    restoring.value = false
  },
}

export function useGate(): Gate {
  return gate
}
