import { beforeEach, describe, expect, test } from 'vitest'
import type { CoreToHost, HostToCore } from '../../../src-shared/contract/desktop.ts'
import { CoreSupervisor } from './supervisor.ts'
import type { CoreHappening, CoreProcess } from './supervisor.ts'

class StandInCore implements CoreProcess<string> {
  readonly pid = 1
  readonly received: HostToCore[] = []
  killed = false
  #onMessage: ((message: CoreToHost) => void)[] = []
  #onExit: ((code: number) => void)[] = []
  post(message: HostToCore): void {
    this.received.push(message)
  }
  onMessage(listener: (message: CoreToHost) => void): void {
    this.#onMessage.push(listener)
  }
  onExit(listener: (code: number) => void): void {
    this.#onExit.push(listener)
  }
  kill(): void {
    this.killed = true
  }
  says(message: CoreToHost): void {
    for (const listener of this.#onMessage) listener(message)
  }
  ends(code: number): void {
    for (const listener of this.#onExit) listener(code)
  }
}

let cores: StandInCore[] = []
let timers: { run: () => void; ms: number; cancelled: boolean }[] = []
let happenings: CoreHappening[] = []
let logged: string[] = []
let now = 0

function supervisor(): CoreSupervisor<string> {
  const write = (event: string): void => void logged.push(event)
  const made = new CoreSupervisor<string>({
    fork: () => {
      const core = new StandInCore()
      cores.push(core)
      return core
    },
    now: () => now,
    setTimer: (run, ms) => {
      const timer = { run, ms, cancelled: false }
      timers.push(timer)
      return () => {
        timer.cancelled = true
      }
    },
    log: { info: write, warn: write, error: write },
  })
  made.onHappening((happening) => happenings.push(happening))
  return made
}

function core(index: number): StandInCore {
  const found = cores[index]
  if (found === undefined) throw new Error(`no core ${index}`)
  return found
}

function timer(index: number): { run: () => void; ms: number; cancelled: boolean } {
  const found = timers[index]
  if (found === undefined) throw new Error(`no timer ${index}`)
  return found
}

beforeEach(() => {
  cores = []
  timers = []
  happenings = []
  logged = []
  now = 0
})

describe('core is kept running', () => {
  test('a killed core is started again at once, and later more slowly', () => {
    const kept = supervisor()
    kept.start()
    core(0).ends(9)
    expect(happenings).toEqual([{ t: 'exited' }])
    expect(timer(0).ms).toBe(0)
    expect(kept.send({ t: 'print_pull' })).toBe(false)
    timer(0).run()
    core(1).says({ t: 'booted' })
    expect(happenings.at(-1)).toEqual({ t: 'booted' })
    expect(kept.send({ t: 'print_pull' })).toBe(true)
    core(1).ends(9)
    expect(timer(1).ms).toBe(200)
  })

  test('a core that had worked for a minute is started again at once', () => {
    supervisor().start()
    core(0).ends(1)
    timer(0).run()
    now = 60_000
    core(1).ends(1)
    expect(timer(1).ms).toBe(0)
  })
})

describe('a PC that woke up', () => {
  test('does not wait for a core that was to be started later', () => {
    const kept = supervisor()
    kept.start()
    core(0).ends(9)
    timer(0).run()
    core(1).ends(9)
    kept.hurry()
    expect(timer(1).cancelled).toBe(true)
    expect(cores).toHaveLength(3)
  })

  test('leaves a core that is running alone, and starts none while the program ends', async () => {
    const kept = supervisor()
    kept.start()
    kept.hurry()
    expect(cores).toHaveLength(1)
    core(0).ends(9)
    await kept.stop()
    kept.hurry()
    expect(cores).toHaveLength(1)
  })
})

describe('quitting', () => {
  test('waits until core has closed the file, and starts none anew', async () => {
    const kept = supervisor()
    kept.start()
    const stopped = kept.stop()
    expect(core(0).received).toEqual([{ t: 'shutdown' }])
    core(0).says({ t: 'closed' })
    await stopped
    core(0).ends(0)
    expect(timers.every((each) => each.cancelled)).toBe(true)
    expect(cores).toHaveLength(1)
    expect(core(0).killed).toBe(false)
  })

  test('a core that does not answer within five seconds is ended', async () => {
    const kept = supervisor()
    kept.start()
    const stopped = kept.stop()
    expect(timer(0).ms).toBe(5_000)
    timer(0).run()
    await stopped
    expect(core(0).killed).toBe(true)
    expect(logged).toContain('core.close_timed_out')
  })

  test('during a back-off there is nothing to wait for', async () => {
    const kept = supervisor()
    kept.start()
    core(0).ends(9)
    await kept.stop()
    expect(timer(0).cancelled).toBe(true)
  })
})

describe('a program that was to end and goes on', () => {
  test('has one core again, with the same audience', async () => {
    const made = supervisor()
    made.start()
    const stopped = made.stop()
    core(0).says({ t: 'closed' })
    core(0).ends(0)
    await stopped
    expect(cores).toHaveLength(1)
    made.startAgain()
    expect(cores).toHaveLength(2)
    core(1).says({ t: 'booted' })
    expect(happenings.at(-1)).toEqual({ t: 'booted' })
    // From now on it is kept running, as before.
    core(1).ends(1)
    timers.at(-1)?.run()
    expect(cores).toHaveLength(3)
  })

  test('waits for a core that has closed its file and not ended yet', async () => {
    const made = supervisor()
    made.start()
    const stopped = made.stop()
    core(0).says({ t: 'closed' })
    await stopped
    made.startAgain()
    expect(cores).toHaveLength(1)
    core(0).ends(0)
    timers.at(-1)?.run()
    expect(cores).toHaveLength(2)
  })

  test('has no second core when it was waiting for its next one', async () => {
    const made = supervisor()
    made.start()
    core(0).ends(1)
    await made.stop()
    made.startAgain()
    made.hurry()
    expect(cores).toHaveLength(2)
  })
})
