import { vi } from 'vitest'

import type { TestCore } from './test-core.ts'

/** Jobs that are asked for meanwhile wait; answers what lets them go. */
export function holdJobs(test: TestCore): () => void {
  const held = vi.spyOn(test.core.jobs, 'wake').mockImplementation(() => {})
  return () => {
    held.mockRestore()
    test.core.jobs.wake()
  }
}

/**
 * Begins a job, stops core at its first step that reaches something, and opens it again, signed in: the job stands half-way
 * and waits for `core.start()` or for the next command that wakes the jobs.
 */
export async function breakOff<Answer>(
  test: TestCore,
  job: { readonly begin: () => Promise<Answer>; readonly at: () => boolean },
): Promise<{ readonly test: TestCore; readonly answer: Answer }> {
  const go = holdJobs(test)
  const answer = await job.begin()
  go()
  for (let turns = 0; !job.at(); turns += 1) {
    if (turns > 100_000) throw new Error('The job came to its end, or nowhere')
    await new Promise((resolve) => setImmediate(resolve))
  }
  const restarted = await test.restart()
  await restarted.admin.login()
  return { test: restarted, answer }
}
