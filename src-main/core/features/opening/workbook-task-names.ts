/** Tasks on files from outside. They stand apart from their code: core names them and never loads a reader. */
const NAMES = ['opening.read', 'opening.change', 'opening.work'] as const
export type OpeningWorkbookTask = (typeof NAMES)[number]

const KNOWN: ReadonlySet<string> = new Set(NAMES)

export function isOpeningWorkbookTask(task: string): task is OpeningWorkbookTask {
  return KNOWN.has(task)
}
