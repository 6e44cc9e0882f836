/** Tasks that open or plan what stands in a file from outside. They stand apart from their code: core names them and never loads a reader. */
const NAMES = ['import.read', 'import.change', 'import.work', 'import.write_wrong_rows'] as const
export type WorkbookTaskName = (typeof NAMES)[number]

const KNOWN: ReadonlySet<string> = new Set(NAMES)

export function isWorkbookTask(task: string): task is WorkbookTaskName {
  return KNOWN.has(task)
}
