import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TestCore } from './test-core.ts'

/** A folder as a stick would be one: the backups of a test go there. */
export function backupPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'wuye-stick-'))
  return {
    folder,
    /** Everything in it, also what is no set. */
    names: (): string[] => readdirSync(folder).sort(),
    sets: (): string[] =>
      readdirSync(folder)
        .filter((name) => name.startsWith('wuye-'))
        .sort(),
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}
export type BackupPlace = ReturnType<typeof backupPlace>

export async function choosePlace(test: TestCore, folder: string, nightlyHour = 2): Promise<void> {
  await test.admin.command('backup.configure', { grantId: test.grant(folder, 'folder'), nightlyHour })
}

/** Makes a set by the button and waits for it; answers its name. */
export async function makeBackup(test: TestCore): Promise<string> {
  const { jobId } = await test.admin.command('backup.make', { grantId: null })
  await test.core.jobs.settled()
  const job = await test.admin.query('job.open', { jobId })
  if (job.state !== 'done')
    throw new Error(`The backup ended as ${job.state}: ${JSON.stringify(job.failure)}\n${test.logLines.join('\n')}`)
  return String(job.result?.['setName'])
}
