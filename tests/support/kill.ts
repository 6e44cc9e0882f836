import { readFileSync, readdirSync } from 'node:fs'

import type { ElectronApplication } from '@playwright/test'

/** Kills core alone, at once and without a word (`kill -9`); answers the id of the process. */
export async function killCoreOf(app: ElectronApplication): Promise<number> {
  const pid = await coreOf(app)
  process.kill(pid, 'SIGKILL')
  return pid
}

/** The process of core as the program itself lists it. */
export async function coreOf(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(
    (electron) =>
      electron.app.getAppMetrics().find(({ name, serviceName }) => name === 'core' || serviceName === 'core')?.pid,
  )
  if (pid === undefined) throw new Error('core does not run')
  return pid
}

/** Kills the program with everything that it started, all at once, as a power cut does (Linux only). */
export async function killWholeApp(app: ElectronApplication): Promise<void> {
  const main = app.process()
  const gone = new Promise((resolve) => main.once('exit', resolve))
  for (const pid of [...descendantsOf(main.pid ?? 0), main.pid ?? 0]) kill(pid)
  await gone
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself between the list and the kill.
  }
}

function descendantsOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const parent = parentOf(Number(entry))
    if (parent !== null) parents.set(Number(entry), parent)
  }
  const found = new Set([root])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  found.delete(root)
  return [...found]
}

function parentOf(pid: number): number | null {
  try {
    // The name, in brackets, may hold anything; the parent is the second word after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
