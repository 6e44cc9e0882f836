import { domPortChannel } from '../../../src-shared/contract/request/channel.ts'
import { Client } from '../../../src-shared/contract/request/client.ts'
import { PORT_MESSAGE } from '../../../src-shared/contract/desktop.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'

declare global {
  interface Window {
    asker: Asker
  }
}

export interface Asker {
  /** Signs in and answers what a tiny query brings. */
  signIn(name: string, password: string): Promise<unknown>
  /** Milliseconds of one call, the mean of `calls` one after another: a page's clock is too coarse for one. */
  ask(calls: number): Promise<number>
}

/** Stands in the page before the program does and takes its port to core, with the client that the program uses. */
const client = new Client({
  timeoutMs: 15_000,
  reconnectMs: 15_000,
  setTimer: (run, ms) => {
    setTimeout(run, ms)
  },
})

window.addEventListener(
  'message',
  (event: MessageEvent) => {
    const message = event.data as { readonly type?: unknown; readonly epoch?: unknown } | null
    const [port] = event.ports
    if (message?.type !== PORT_MESSAGE || port === undefined) return
    event.stopImmediatePropagation()
    client.attach(domPortChannel(port), message.epoch as number)
  },
  { capture: true },
)

async function tinyQuery(): Promise<unknown> {
  const result = await client.query('project.current', {})
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

window.asker = {
  async signIn(username, password) {
    const commandId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
    const result = await client.command('session.login', { username, password }, { commandId })
    if (!result.ok) throw new Error(result.error.code)
    return tinyQuery()
  },
  async ask(calls) {
    const started = performance.now()
    for (let at = 0; at < calls; at++) await tinyQuery()
    return (performance.now() - started) / calls
  },
}
