import type { MessagePortMain } from 'electron'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import type { CoreQuestions } from '../diagnostics/core-facts.ts'
import type { Grants } from '../files/grants.ts'
import type { Log } from '../log.ts'
import type { PrintPump } from '../printing/pump.ts'
import type { VaultGate } from '../vault/gate.ts'
import type { Seats } from './seats.ts'
import type { CoreHappening, CoreSupervisor } from './supervisor.ts'

export interface CoreAudience {
  readonly seats: Seats<MessagePortMain>
  readonly grants: Grants
  readonly pump: PrintPump
  readonly gate: VaultGate
  readonly questions: CoreQuestions
  readonly log: Log
}

/** Who in the host hears what core says. */
export function routeCore(core: CoreSupervisor<MessagePortMain>, audience: CoreAudience): void {
  core.onHappening((happening) => route(happening, audience))
}

function route(happening: CoreHappening, { seats, grants, pump, gate, questions, log }: CoreAudience): void {
  switch (happening.t) {
    case 'booted':
      log.info('core.booted')
      return gate.coreBooted()
    case 'opened':
      log.info('core.opened')
      gate.coreOpened()
      grants.tellAgain()
      seats.coreOpened()
      return pump.pull()
    case 'open_failed':
      log.error('core.open_failed', { code: happening.code })
      return gate.coreFailed(happening.code, happening.params)
    case 'session':
      return seats.keepToken(happening.windowId, happening.token)
    case 'diagnosis':
      return questions.answer(happening.requestId, happening.facts)
    case 'print_ready':
      return pump.pull()
    case 'print_work':
      return pump.take(happening)
    case 'exited':
      gate.coreExited()
      return seats.coreExited()
    case 'closed':
      return
    default:
      return assertNever(happening)
  }
}
