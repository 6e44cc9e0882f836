import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { SessionMemory } from '../../request/dispatch.ts'
import { sessionView } from './session-view.ts'

/** `session.current` answers before sign-in as well, with nobody. */
export function sessionQueries({ sessions }: { readonly sessions: SessionMemory }): Queries {
  return {
    'session.current': answers('session.current', (context) => {
      if (context.actor.sessionId === '') return { session: null }
      return { session: sessionView(context.db, sessions.resolveById(context.actor.sessionId), context.today) }
    }),
  }
}
