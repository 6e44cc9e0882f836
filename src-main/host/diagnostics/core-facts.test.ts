import { expect, test } from 'vitest'
import type { HostToCore } from '../../../src-shared/contract/desktop.ts'
import { CoreQuestions } from './core-facts.ts'

function questions(up: boolean) {
  const sent: HostToCore[] = []
  const timers: (() => void)[] = []
  const core = new CoreQuestions({
    send: (message) => up && sent.push(message) > 0,
    setTimer: (run) => {
      timers.push(run)
      return () => undefined
    },
  })
  return { core, sent, timers }
}

test('each question gets its own answer', async () => {
  const { core, sent } = questions(true)
  const [first, second] = [core.ask(), core.ask()]
  expect(sent).toEqual([
    { t: 'diagnose', requestId: 1 },
    { t: 'diagnose', requestId: 2 },
  ])
  core.answer(2, { rooms: 2 })
  core.answer(1, { rooms: 1 })
  expect([await first, await second]).toEqual([{ rooms: 1 }, { rooms: 2 }])
})

test('a core that is away, or does not answer, keeps nobody waiting', async () => {
  expect(await questions(false).core.ask()).toBeNull()
  const { core, timers } = questions(true)
  const asked = core.ask()
  timers[0]?.()
  expect(await asked).toBeNull()
})
