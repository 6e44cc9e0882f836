/** Tasks on files from outside. They stand apart from their code: core names them and never loads a reader. */
const NAMES = ['metering.read_sheet', 'metering.sheet_work'] as const
export type MeteringWorkbookTask = (typeof NAMES)[number]

const KNOWN: ReadonlySet<string> = new Set(NAMES)

export function isMeteringWorkbookTask(task: string): task is MeteringWorkbookTask {
  return KNOWN.has(task)
}
