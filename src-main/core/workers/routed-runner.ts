import type { TaskRunner } from './task-runner.ts'

/** Who asks names the task and not the thread: tasks on files of strangers go to a thread of their own. */
export function routedRunner(runners: {
  readonly documents: TaskRunner
  readonly workbooks: TaskRunner
  readonly isOfWorkbooks: (task: string) => boolean
}): TaskRunner {
  const { documents, workbooks, isOfWorkbooks } = runners
  return {
    run: (task, input, hooks) => (isOfWorkbooks(task) ? workbooks : documents).run(task, input, hooks),
    stop: async () => {
      await workbooks.stop()
      await documents.stop()
    },
  }
}
