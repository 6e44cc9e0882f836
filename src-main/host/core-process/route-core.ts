import type { MessagePortMain } from 'electron'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import type { CoreQuestions } from '../diagnostics/core-facts.ts'
import type { Grants } from '../files/grants.ts'
import type { Log } from '../log.ts'
import type { PrintPump } from '../printing/pump.ts'
import type { CodeDesk } from '../restore/code-desk.ts'
import type { Tickets } from '../restore/tickets.ts'
import type { VaultGate } from '../vault/gate.ts'
import type { RestoreLink } from './restore-link.ts'
import type { Seats } from './seats.ts'
import type { CoreHappening, CoreSupervisor } from './supervisor.ts'

export interface CoreAudience {
  readonly seats: Seats<MessagePortMain>
  readonly grants: Grants
  readonly pump: PrintPump
  readonly gate: VaultGate
  readonly link: RestoreLink
  readonly tickets: Tickets
  readonly code: CodeDesk
  readonly questions: CoreQuestions
  readonly log: Log
}

/** Who in the host hears what core says. */
export function routeCore(core: CoreSupervisor<MessagePortMain>, audience: CoreAudience): void {
  core.onHappening((happening) => route(happening, audience))
}

function route(happening: CoreHappening, audience: CoreAudience): void {
  const { seats, grants, pump, gate, log } = audience
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
      audience.code.drop(happening.windowId)
      return seats.keepToken(happening.windowId, happening.token)
    case 'locked':
      return audience.code.drop(happening.windowId)
    case 'ticket':
      return audience.tickets.add(happening.ticket, happening)
    case 'restore_answer':
      return audience.link.answered(happening.requestId, happening.answer)
    case 'diagnosis':
      return audience.questions.answer(happening.requestId, happening.facts)
    case 'print_ready':
      return pump.pull()
    case 'print_work':
      return pump.take(happening)
    case 'exited':
      gate.coreExited()
      audience.link.coreExited()
      return seats.coreExited()
    case 'closed':
      return
    default:
      return assertNever(happening)
  }
}
