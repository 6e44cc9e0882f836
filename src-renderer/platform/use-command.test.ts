import { describe, expect, it } from 'vitest'

import type { Channel } from '../../src-shared/contract/request/channel.ts'
import type { CallMessage } from '../../src-shared/contract/request/wire.ts'
import { approvalAsked, isSentToInbox } from './approval-ask.ts'
import { client } from './client.ts'
import { useCommand } from './use-command.ts'

let epoch = 0

/** A core that keeps every call and answers when the test says so. */
function core(): { readonly calls: CallMessage[]; answer(body: object): Promise<void> } {
  const calls: CallMessage[] = []
  let deliver: (message: unknown) => void = () => undefined
  const channel: Channel = {
    post: (message) => {
      if ((message as CallMessage).t === 'call') calls.push(message as CallMessage)
    },
    onMessage: (listener) => {
      deliver = listener
    },
    onClose: () => undefined,
    close: () => undefined,
  }
  client.attach(channel, ++epoch)
  return {
    calls,
    answer: async (body) => {
      deliver({ t: 'answer', id: calls.at(-1)?.id, ...body })
      await Promise.resolve()
    },
  }
}

const done = { ok: true, output: { done: true } }
const refused = {
  ok: false,
  error: { class: 'invalid', code: 'session.wrong_password', params: { left: 2, lockMinutes: 15 }, field: 'password' },
}

describe('a form that sends a command', () => {
  it('is one act however often the button is pressed', async () => {
    const { calls, answer } = core()
    const unlock = useCommand('session.unlock')
    const first = unlock.run({ password: 'a' })
    const second = unlock.run({ password: 'a' })
    expect(unlock.busy.value).toBe(true)
    await answer(done)
    expect(await first).toEqual(await second)
    expect(calls).toHaveLength(1)
    expect(unlock.busy.value).toBe(false)
  })

  it('tries again under its own id after a refusal, and takes a new one after success', async () => {
    const { calls, answer } = core()
    const unlock = useCommand('session.unlock')
    for (const body of [refused, done, done]) {
      const run = unlock.run({ password: 'a' })
      await answer(body)
      await run
    }
    const [refusedId, retriedId, nextId] = calls.map((call) => call.commandId)
    expect(retriedId).toBe(refusedId)
    expect(nextId).not.toBe(retriedId)
  })

  it('shows a refusal beside its field and forgets it with the next attempt', async () => {
    const { answer } = core()
    const unlock = useCommand('session.unlock')
    const run = unlock.run({ password: 'a' })
    await answer(refused)
    await run
    expect(unlock.fieldErrors.value['password']).toContain('还可试 2 次')
    expect(unlock.message.value).toBe('')
    void unlock.run({ password: 'b' })
    expect(unlock.fieldErrors.value).toEqual({})
    await answer(done)
  })
})

const needed = {
  ok: false,
  error: {
    class: 'refused',
    code: 'approval.required',
    params: { kind: 'receipt.void_printed', limitFen: null, inbox: true },
  },
}
const VOID = { receiptId: '01890000-0000-7000-8000-000000000001' as never, reason: '录错', paperTakenBack: true }

describe('an act that one person may not do alone', () => {
  async function asked() {
    const { calls, answer } = core()
    const command = useCommand('receipt.void')
    const run = command.run(VOID)
    await answer(needed)
    await expect.poll(() => approvalAsked.value).not.toBeNull()
    return { calls, command, run, actId: calls.at(-1)?.commandId }
  }

  it('is asked for as it was sent, and done on the spot it is the answer of the command', async () => {
    const { actId, command, run } = await asked()
    expect(approvalAsked.value).toMatchObject({ operation: 'receipt.void', input: VOID, actId })
    expect(command.busy.value).toBe(true)
    approvalAsked.value?.settle({ kind: 'done', answer: { receiptNo: 'SJ-A-2026-000001' } })
    expect(await run).toEqual({ ok: true, value: { receiptNo: 'SJ-A-2026-000001' } })
    expect(command.busy.value).toBe(false)
  })

  it('sent to the inbox is over for the form, which starts another act next', async () => {
    const { calls, command, run, actId } = await asked()
    approvalAsked.value?.settle({ kind: 'sent' })
    expect(isSentToInbox(await run)).toBe(true)
    void command.run(VOID)
    expect(calls.at(-1)?.commandId).not.toBe(actId)
  })

  it('given up leaves the refusal in words, and is the same act when tried again', async () => {
    const { calls, command, run, actId } = await asked()
    approvalAsked.value?.settle({ kind: 'given_up' })
    expect(isSentToInbox(await run)).toBe(false)
    expect(command.message.value).toContain('另一位同事')
    void command.run(VOID)
    expect(calls.at(-1)?.commandId).toBe(actId)
  })
})
