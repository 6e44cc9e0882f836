import { utilityProcess } from 'electron'
import type { MessagePortMain } from 'electron'
import type { CoreToHost } from '../../../src-shared/contract/desktop.ts'
import type { CoreProcess } from './supervisor.ts'

/** Starts core in a process of its own; its name stands in the list of processes of the program. */
export function forkCore(module: string): CoreProcess<MessagePortMain> {
  const child = utilityProcess.fork(module, [], { serviceName: 'core' })
  return {
    get pid() {
      return child.pid
    },
    post: (message, ports) => child.postMessage(message, [...ports]),
    onMessage: (listener) => {
      child.on('message', (message: CoreToHost) => listener(message))
    },
    onExit: (listener) => {
      child.on('exit', listener)
    },
    kill: () => {
      child.kill()
    },
  }
}
