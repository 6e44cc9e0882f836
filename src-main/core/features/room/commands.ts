import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { exportCommand } from './export-job.ts'
import { partyCommands } from './party-commands.ts'
import { revealCommand } from './reveal-command.ts'
import { roomCommandsOfRooms } from './room-commands.ts'

export function roomCommands(deps: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return { ...roomCommandsOfRooms, ...partyCommands, ...revealCommand, ...exportCommand(deps) }
}
