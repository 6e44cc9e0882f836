import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'vite'

import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { PRICE, TERMS } from '../support/billing-world.ts'
import { CASHIER_PASSWORD, counterWorld, openShift } from '../support/counter-world.ts'
import { ADMIN, TEST_KEY, startTestCore, testClock } from '../support/test-core.ts'
import { Journal, seededChance } from './journal.ts'
import { problemsAfterKills } from './kill-core-check.ts'

const ENTRY = fileURLToPath(new URL('./kill-core-entry.ts', import.meta.url))
const OUT = resolve(import.meta.dirname, '../../out')
const ROOMS = 40
/** Somewhere in this time after it began to work a core is killed: a handful of transactions, wherever they stand. */
const LONGEST_LIFE_MS = 350

export interface Kills {
  readonly kills: number
  readonly payments: number
  readonly voids: number
  readonly problems: readonly string[]
}

/** Kills a core that takes money, again and again, and then looks at what is left. */
export async function killCore(options: { readonly kills: number; readonly seed: number }): Promise<Kills> {
  mkdirSync(OUT, { recursive: true })
  const folder = mkdtempSync(join(OUT, 'kill-core-'))
  const dataDir = join(folder, 'data')
  const journalPath = join(folder, 'journal.ndjson')
  const chance = seededChance(options.seed)
  try {
    const program = await bundle(folder)
    await openOffice(dataDir)
    for (let kill = 0; kill < options.kills; kill++) {
      // Eleven months come one by one over the whole run, so that bill runs are killed too.
      const months = 1 + Math.floor((kill / options.kills) * 11)
      await liveAndDie({ program, dataDir, journalPath, seed: options.seed + kill, months, chance })
    }
    await finish({ program, dataDir, journalPath, seed: options.seed })
    return await lookAt(dataDir, { journalPath, kills: options.kills })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One file, so that a life begins in a fraction of a second; without the libraries that only the documents worker needs. */
async function bundle(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: ENTRY,
      outDir: folder,
      emptyOutDir: false,
      target: 'esnext',
      minify: false,
      rolldownOptions: { treeshake: { moduleSideEffects: false }, output: { entryFileNames: 'core.mjs' } },
    },
    ssr: { noExternal: ['kysely', 'zod'] },
  })
  return join(folder, 'core.mjs')
}

async function openOffice(dataDir: string): Promise<void> {
  const test = await startTestCore({ dataDir, watch: false, clock: testClock(Date.now()) })
  const world = await counterWorld(test)
  for (let at = 0; at < ROOMS; at++) world.room(`1-1-${at}`)
  const { admin } = test
  await admin.command('project.update', {
    name: '锦绣花园',
    payeeName: '锦绣物业',
    goLiveOn: '2026-01-01' as LocalDate,
  })
  const { standardId } = await admin.command('standard.create', {
    code: 'WY',
    name: '物业费',
    item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
    terms: TERMS,
    price: { ...PRICE, fromOn: '2020-01-01' as LocalDate, priceE6: 1_800_000 },
  })
  await admin.command('standard.bind', {
    standardId,
    target: { kind: 'all', usage: null },
    fromOn: '2026-01-01' as LocalDate,
    override: null,
  })
  await test.core.jobs.settled()
  await openShift(await world.cashier('quanyuan'), 'A')
  await test.core.stop()
}

interface Life {
  readonly program: string
  readonly dataDir: string
  readonly journalPath: string
  readonly seed: number
}

function startCore(life: Life, ...more: string[]): { readonly child: ChildProcess; readonly said: () => string } {
  const args = [
    life.program,
    life.dataDir,
    TEST_KEY,
    life.journalPath,
    String(life.seed),
    `${CASHIER_PASSWORD} ${ADMIN.password}`,
    ...more,
  ]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (data: Buffer) => (said += data.toString()))
  return { child, said: () => said }
}

async function liveAndDie(life: Life & { readonly months: number; readonly chance: () => number }): Promise<void> {
  const { child, said } = startCore(life, String(life.months))
  const gone = once(child, 'exit') as Promise<[number | null, string | null]>
  // One in ten dies while it is still starting: opening, recovering, resending.
  const early = life.chance() < 0.1
  if (!early && child.stdout !== null) await Promise.race([once(child.stdout, 'data'), gone])
  await new Promise((resolve) => setTimeout(resolve, life.chance() * (early ? 900 : LONGEST_LIFE_MS)))
  child.kill('SIGKILL')
  const [code] = await gone
  if (code !== null) throw new Error(`The core ended by itself with ${code}: ${said()}`)
}

async function finish(life: Life): Promise<void> {
  const { child, said } = startCore(life, '11', 'finish')
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`The core did not come back: ${said()}`)
}

async function lookAt(
  dataDir: string,
  { journalPath, kills }: { readonly journalPath: string; readonly kills: number },
): Promise<Kills> {
  const entries = new Journal(journalPath).read()
  const test = await startTestCore({ dataDir, bare: true, watch: false, clock: testClock(Date.now()) })
  try {
    const acknowledged = entries.filter((entry) => entry.t === 'ack')
    const payments = acknowledged.filter((entry) => entry.output['changeFen'] !== undefined).length
    return {
      kills,
      payments,
      voids: acknowledged.length - payments,
      problems: problemsAfterKills(test.core.database.read, entries, ROOMS),
    }
  } finally {
    await test.core.stop()
  }
}
