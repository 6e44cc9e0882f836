import { levelOfAccounts } from '../../../../src-shared/domain/safety/index.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { accountUseIn } from '../user/index.ts'
import { loadBackups, loadChain } from './backups.ts'
import { loadDisclosure } from './disclosures.ts'
import { loadRetention } from './retention.ts'
import { loadWrongPasswords } from './wrong-passwords.ts'

export function safetyReaderQueries(): Queries {
  return {
    'safety.overview': answers('safety.overview', ({ db, actor, now, today }) => {
      const { projectId } = actor
      const { unused, shared } = accountUseIn(db, projectId, now)
      return {
        ...loadBackups(db, now),
        chain: loadChain(db, now),
        signIn: loadWrongPasswords(db, projectId, now),
        disclosure: loadDisclosure(db, projectId, now),
        account: { level: levelOfAccounts({ unused: unused.length, shared: shared.length }), unused, shared },
        retention: loadRetention(db, projectId, today),
      }
    }),
  }
}
