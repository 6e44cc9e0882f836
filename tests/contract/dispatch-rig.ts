import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Database } from '../../src-main/core/db/database.ts'
import type { Actor, Commands, Queries } from '../../src-main/core/request/context.ts'
import { NOBODY } from '../../src-main/core/request/context.ts'
import { Dispatcher } from '../../src-main/core/request/dispatch.ts'
import type { AskingWindow, ResolvedSession } from '../../src-main/core/request/dispatch.ts'
import { EventHub } from '../../src-main/core/request/events.ts'
import { FEATURES } from '../../src-shared/domain/access/features.ts'
import { PERMISSIONS } from '../../src-shared/domain/access/permissions.ts'
import type { AnswerMessage, CallMessage, EventMessage } from '../../src-shared/contract/request/wire.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import { TEST_KEY, testClock } from '../support/test-core.ts'

export const CHIEF: Actor = {
  ...NOBODY,
  sessionId: 's1',
  userId: 'chief',
  projectId: 'p1',
  permissions: new Set(PERMISSIONS),
  features: new Set(FEATURES),
  buildingIds: null,
}

/** Sessions by token, as the rig's windows carry them. */
const SESSIONS: Readonly<Record<string, ResolvedSession>> = {
  chief: { actor: CHIEF, locked: false, mustChangePassword: false },
  deputy: { actor: { ...CHIEF, sessionId: 's2', userId: 'deputy' }, locked: false, mustChangePassword: false },
  guard: {
    actor: { ...CHIEF, userId: 'guard', permissions: new Set(['room.view']) },
    locked: false,
    mustChangePassword: false,
  },
  switchedOff: { actor: { ...CHIEF, features: new Set() }, locked: false, mustChangePassword: false },
  locked: { actor: CHIEF, locked: true, mustChangePassword: false },
  newcomer: { actor: CHIEF, locked: false, mustChangePassword: true },
}

export interface RigParts {
  readonly commands?: Commands
  readonly queries?: Queries
  readonly reader?: (op: string, input: unknown, actor: Actor) => Promise<unknown>
}

/** A dispatcher over a real file, with the handlers that the test brings for operations of the real contract. */
export function dispatchRig(parts: RigParts) {
  const folder = mkdtempSync(join(tmpdir(), 'wuye-dispatch-'))
  const clock = testClock()
  const newId = (): string => uuidV7(clock.now(), crypto.getRandomValues(new Uint8Array(10)))
  const database = Database.open({
    path: join(folder, 'wuye.db'),
    keyHex: TEST_KEY,
    newId,
    now: () => clock.now(),
    hwHint: 'test',
    copyBeforeMigration: () => {},
  })
  const logLines: string[] = []
  const write =
    (level: string) =>
    (event: string, fields: object = {}) =>
      logLines.push(JSON.stringify({ level, event, ...fields }))
  const events = new EventHub()
  const heard: EventMessage[] = []
  events.subscribe((event) => heard.push(event))
  const ended = new Set<string>()
  const dispatcher = new Dispatcher({
    database,
    sessions: { resolve: ({ token }) => (token === null || ended.has(token) ? null : (SESSIONS[token] ?? null)) },
    reader: { run: parts.reader ?? (() => Promise.reject(new Error('no reader'))) },
    commands: parts.commands ?? {},
    queries: parts.queries ?? {},
    events,
    clock,
    newId,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
  })
  let calls = 0
  const ask = (call: Omit<CallMessage, 't' | 'id'>, token: string | null = 'chief'): Promise<AnswerMessage> => {
    const window: AskingWindow = { windowId: 'w', token, setToken: () => {} }
    return dispatcher.answer({ t: 'call', id: ++calls, ...call }, window)
  }
  return {
    database,
    clock,
    newId,
    heard,
    logLines,
    /** The administrator disables somebody. */
    end: (token: string) => ended.add(token),
    query: (op: string, input: unknown = {}, token?: string | null) => ask({ kind: 'query', op, input }, token),
    command: (
      op: string,
      input: unknown,
      options: { readonly commandId?: string; readonly token?: string | null } = {},
    ) => ask({ kind: 'command', op, input, commandId: options.commandId ?? newId() }, options.token),
    stop: () => {
      events.stop()
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type DispatchRig = ReturnType<typeof dispatchRig>

export function codeOf(answer: AnswerMessage): string {
  return answer.ok ? 'accepted' : answer.error.code
}
