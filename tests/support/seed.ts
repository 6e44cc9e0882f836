// `npm run seed -- --profile S|M|L --seed n --data DIR [--go-live 2026-11-01]`: fills a data folder with a community, by the same code
// as the demo of the program. It opens unattended; the administrator's name and password are those of the tests.
import { randomBytes, randomFillSync } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { Core } from '../../src-main/core/core.ts'
import { demoWorkOf, loadDemoChunk } from '../../src-main/core/features/demo/index.ts'
import type { TaskRunner } from '../../src-main/core/workers/task-runner.ts'
import { Vault } from '../../src-main/host/vault/vault.ts'
import { generateCommunity } from '../../src-shared/domain/demo/index.ts'
import type { ProfileName, ProjectRecord } from '../../src-shared/domain/demo/index.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import { instant, localDate, startOfDay } from '../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { ADMIN, attachSeat } from './test-core.ts'
import type { TestSeat } from './test-core.ts'

export interface SeedOptions {
  readonly dataDir: string
  readonly profile: ProfileName
  readonly seed: number
  /** The morning on which the projects go live: what the office knew then is what is in the folder. */
  readonly goLiveOn: LocalDate
  readonly report?: (line: string) => void
}

const PROFILES: readonly string[] = ['mini', 'S', 'M', 'L'] satisfies readonly ProfileName[]
const CHUNK = 250
const MORNING_MS = 8.5 * 3_600_000
const IDLE: TaskRunner = {
  run: () => Promise.reject(new Error('The seed asks no worker')),
  stop: () => Promise.resolve(),
}

/** @throws Error when the folder holds data already. */
export async function seedFolder(options: SeedOptions): Promise<{ readonly rooms: number }> {
  const { dataDir, goLiveOn } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const vault = new Vault({ dataDir, keyRing: NO_RING, random: randomBytes, now: Date.now })
  if ((await vault.look()).kind !== 'none') throw new Error(`There is data in ${dataDir} already`)
  const { key } = await vault.create({ mode: 'unattended' })
  let at = startOfDay(goLiveOn) + MORNING_MS
  const clock = { now: () => instant(at++) }
  const newId = (): string => uuidV7(clock.now(), randomFillSync(new Uint8Array(10)))
  const log = { info: () => {}, warn: () => {}, error: console.error }
  const startWorkers = () => ({ reader: IDLE, documents: IDLE, workbooks: IDLE, backup: IDLE, places: IDLE })
  const core = Core.open({
    dataDir,
    keyHex: key.toString('hex'),
    create: true,
    clock,
    newId,
    log,
    tellHost: () => {},
    startWorkers,
    appVersion: 'seed',
    proof: vault.proof(),
    restored: null,
  })
  vault.markInUse()
  try {
    return { rooms: await fill(core, attachSeat(core, { windowId: 'seed', newId, logLines: [] }), options) }
  } finally {
    await core.stop()
  }
}

const NO_RING = {
  isOffered: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('There is no key ring')),
  open: () => Promise.resolve(null),
}

async function fill(
  core: Core,
  seat: TestSeat,
  { profile, seed, goLiveOn, report = () => {} }: SeedOptions,
): Promise<number> {
  const community = generateCommunity({ profile, seed, today: goLiveOn })
  let rooms = 0
  for (const project of community.projects()) {
    const place = await openProject(seat, project)
    const work = demoWorkOf(project, goLiveOn)
    for (let from = 0; from < work.rooms.length;) {
      from = core.database.transact({ command: 'job.load_demo', userId: place.userId }, (unit) =>
        loadDemoChunk(unit, place, { work, from, size: CHUNK }),
      ).value
      core.database.checkpoint('if_due')
    }
    rooms += work.rooms.length
    report(`${project.name}: ${work.rooms.length}`)
  }
  return rooms
}

interface OpenedProject {
  readonly projectId: string
  readonly userId: string
  readonly batchId: string
}

/** The first project comes with the first run; the others are made by its administrator. */
async function openProject(seat: TestSeat, { index, name }: ProjectRecord): Promise<OpenedProject> {
  const payeeName = '锦绣物业服务有限公司'
  const code = `P${String(index + 1).padStart(2, '0')}`
  const projectId =
    index === 0
      ? await firstRun()
      : (await seat.command('project.create', { name, code, communityKind: 'standard', payeeName })).projectId
  const { session } = await seat.query('session.current', {})
  return { projectId, userId: session?.user.id ?? '', batchId: projectId }

  async function firstRun(): Promise<string> {
    const made = await seat.command('setup.initialize', {
      projectName: name,
      projectCode: code,
      communityKind: 'standard',
      payeeName,
      admin: ADMIN,
    })
    await seat.login()
    return made.projectId
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: 'S' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      'go-live': { type: 'string', default: '2026-11-01' },
    },
  })
  const { profile, seed, data } = values
  if (data === undefined || !PROFILES.includes(profile) || !/^\d{1,9}$/.test(seed)) {
    console.error('npm run seed -- --profile mini|S|M|L --seed n --data DIR [--go-live 2026-11-01]')
    process.exitCode = 1
    return
  }
  const started = performance.now()
  const options: SeedOptions = {
    dataDir: data,
    profile: profile as ProfileName,
    seed: Number(seed),
    goLiveOn: localDate(values['go-live']),
    report: console.log,
  }
  const { rooms } = await seedFolder(options)
  console.log(
    `${rooms} rooms and spaces in ${data}, ${Math.round((performance.now() - started) / 1000)} s; sign in as ${ADMIN.username} / ${ADMIN.password}`,
  )
}

if (import.meta.main) await main()
