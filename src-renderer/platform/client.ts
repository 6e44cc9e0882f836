import { PORT_MESSAGE } from '../../src-shared/contract/desktop.ts'
import { domPortChannel } from '../../src-shared/contract/request/channel.ts'
import { Client } from '../../src-shared/contract/request/client.ts'
import type { CallOptions, Result } from '../../src-shared/contract/request/client.ts'
import type { CommandName, InputOf, OutputOf, QueryName } from '../../src-shared/contract/request/types.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import type { Contract } from './contract.ts'

export type { Result } from '../../src-shared/contract/request/client.ts'
export type { WireError } from '../../src-shared/contract/request/wire.ts'

export type AppQueryName = QueryName<Contract>
export type AppCommandName = CommandName<Contract>
export type InputFor<N extends keyof Contract> = InputOf<Contract, N>
export type OutputFor<N extends keyof Contract> = OutputOf<Contract, N>

// A bill run answers at once with its job, so nothing that a page waits for takes longer than this.
const CALL_TIMEOUT_MS = 15_000
const RECONNECT_MS = 5_000

/** The one connection of this page to core. It outlives restarts of core. */
export const client = new Client({
  timeoutMs: CALL_TIMEOUT_MS,
  reconnectMs: RECONNECT_MS,
  setTimer: (run, ms) => {
    setTimeout(run, ms)
  },
})

type RefusalListener = (code: string) => void
const refusalListeners = new Set<RefusalListener>()

/** For what concerns the whole page whatever was asked: the session ended, the screen was locked elsewhere. */
export function onRefusal(listener: RefusalListener): () => void {
  refusalListeners.add(listener)
  return () => refusalListeners.delete(listener)
}

async function told<T>(answer: Promise<Result<unknown>>): Promise<Result<T>> {
  const result = await answer
  if (!result.ok) for (const listener of refusalListeners) listener(result.error.code)
  return result as Result<T>
}

/** Calls by the type of the contract. An expected refusal is a value; nothing is thrown for it. */
export const call = {
  query: <N extends AppQueryName>(
    name: N,
    input: InputFor<N>,
    options: CallOptions = {},
  ): Promise<Result<OutputFor<N>>> => told(client.query(name, input, options)),
  command: <N extends AppCommandName>(
    name: N,
    input: InputFor<N>,
    options: CallOptions & { readonly commandId: string },
  ): Promise<Result<OutputFor<N>>> => told(client.command(name, input, options)),
}

/** An id for a command, made when its form opens: sending the same form twice is one act (architecture §3). */
export function newCommandId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}

/** Takes every port that the preload hands to this very window, and no other. Returns how to stop. */
export function attachPorts(target: Client, page: Window): () => void {
  const listen = (event: MessageEvent): void => {
    if (event.source !== page) return
    const message = event.data as { readonly type?: unknown; readonly epoch?: unknown } | null
    if (message?.type !== PORT_MESSAGE || !Number.isSafeInteger(message.epoch)) return
    const [port] = event.ports
    if (port !== undefined) target.attach(domPortChannel(port), message.epoch as number)
  }
  page.addEventListener('message', listen)
  return () => page.removeEventListener('message', listen)
}
