import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'

export function updateCommands({ backup }: Pick<CoreDeps, 'backup'>): Commands {
  return {
    'update.allow': handles('update.allow', ({ actor }) => ({
      ticket: backup.newTicket('update', { userId: actor.userId, setName: null }),
    })),
  }
}
