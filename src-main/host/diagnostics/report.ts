import type { CoreFacts } from '../../../src-shared/contract/desktop.ts'
import { blot } from './last-net.ts'
import type { CleanLogs } from './read-logs.ts'

/** What the host knows of the PC and of itself: figures, versions and codes. */
export type HostFacts = Readonly<Record<string, string | number | boolean | null>>

export interface Findings {
  readonly madeAt: string
  readonly host: HostFacts
  /** `null`: core did not answer, which is a finding of its own. */
  readonly core: CoreFacts | null
  readonly logs: CleanLogs
}

/** 诊断文件: one text of JSON, a log line a line, so that a person can read it before sending it. */
export function diagnosticText({ madeAt, host, core, logs }: Findings): string {
  const head = {
    format: 'xiaoqu-wuye diagnostics 1',
    madeAt,
    host,
    core,
    logs: { files: logs.files, dropped: logs.dropped },
  }
  const lines = logs.lines.map((line) => JSON.stringify(line))
  return blot(`${JSON.stringify(head, null, 2)}\n${lines.join('\n')}\n`)
}
