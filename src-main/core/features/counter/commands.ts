import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { collectPayment } from './collect.ts'

export function counterCommands({ printing }: Pick<CoreDeps, 'printing'>): Commands {
  return {
    'counter.collect': handles('counter.collect', (context, input) => {
      const answer = collectPayment(context, input)
      if (answer.printJobId !== null) context.afterCommit(() => printing.wake())
      return answer
    }),
  }
}
