import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { SessionMemory } from '../../request/dispatch.ts'
import { recoverQueries } from './recover.ts'
import type { CoreDeps } from '../deps.ts'
import { sessionView } from './session-view.ts'

/** `session.current` answers before sign-in as well, with nobody. */
export function sessionQueries({
  sessions,
  recovery,
}: {
  readonly sessions: SessionMemory
  readonly recovery: CoreDeps['recovery']
}): Queries {
  return {
    ...recoverQueries({ recovery }),

    'session.current': answers('session.current', (context) => {
      if (context.actor.sessionId === '') return { session: null }
      return { session: sessionView(context.db, sessions.resolveById(context.actor.sessionId), context.today) }
    }),
  }
}
