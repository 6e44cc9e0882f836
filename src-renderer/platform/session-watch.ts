import type { QueryCache } from '@pinia/colada'
import { watch } from 'vue'

import { onRefusal } from './client.ts'
import { onCoreEvent, onMissedEvents } from './events.ts'
import type { useSession } from './session.ts'

/**
 * Keeps the page's idea of the session true: a changed role or switch is read again, an ended or locked session shows its
 * gate at once, and nothing that one person or project has read stays in the cache for the next.
 */
export function watchSession(session: ReturnType<typeof useSession>, cache: QueryCache): void {
  const again = (): void => {
    if (session.phase === 'signed_in') void session.load()
  }
  onCoreEvent('session.changed', ({ userId, ended }) => {
    const own = userId === session.view?.user.id
    if (own && ended !== undefined && ended !== 'logout' && ended !== 'new_login') session.noteEnd(ended)
    again()
  })
  onCoreEvent('project.changed', again)
  onMissedEvents(again)
  onRefusal((code) => {
    if (code === 'session.required' || code === 'session.locked') again()
  })
  watch(
    () => `${session.view?.user.id ?? ''} ${session.view?.project?.id ?? ''}`,
    () => {
      for (const entry of cache.getEntries()) cache.remove(entry)
    },
    { flush: 'sync' },
  )
}
