import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import exceljs from 'exceljs'

import { Vault } from '../../../src-main/host/vault/vault.ts'
import { communityWorkbookRows, generateCommunity } from '../../../src-shared/domain/demo/index.ts'
import type { WrittenCell } from '../../../src-shared/domain/demo/index.ts'
import { localDate, month } from '../../../src-shared/kernel/time.ts'
import { PRICE, TERMS } from '../../support/billing-world.ts'
import { startTestCore, testClock } from '../../support/test-core.ts'
import type { TestCore, TestSeat } from '../../support/test-core.ts'
import { ADMIN, PROJECT } from './first-run.ts'

/** The demo day (architecture §9, time in tests); the office is prepared on the afternoon before. */
export const DEMO_DAY = '2026-11-23T08:20:00+08:00'
const THE_DAY_BEFORE = Date.parse('2026-11-22T15:00:00+08:00')
const SEED = 20_261_123

export const CLERK = { username: 'limin', displayName: '李敏', password: 'Shoufei-2026' }

const FIRST_PASSWORD = 'Diyici-2026'

export interface PreparedOffice {
  readonly recoveryCode: string
  readonly workbook: string
  readonly rooms: number
  readonly leftOut: number
  readonly months: readonly { readonly month: string; readonly lines: number; readonly totalFen: number }[]
  /** Rooms with open lines, for a search by code. */
  readonly openRooms: readonly { readonly code: string; readonly openFen: number; readonly lines: number }[]
}

/**
 * A data folder as it stands on the evening before: a community's workbook written, imported, a standard set and bound, three
 * months billed, a clerk's account made. All by the product's own commands on the folder's own encrypted file.
 */
export async function prepareOffice(
  dataDir: string,
  options: { readonly prints?: boolean } = {},
): Promise<PreparedOffice> {
  mkdirSync(dataDir, { recursive: true })
  const vault = new Vault({ dataDir, keyRing: NO_KEY_RING, random: randomBytes, now: Date.now })
  const { key, recoveryCode } = await vault.create({ mode: 'unattended' })
  const test = await startTestCore({
    dataDir,
    keyHex: key.toString('hex'),
    clock: testClock(THE_DAY_BEFORE),
    proof: vault.proof(),
    bare: true,
    watch: false,
  })
  vault.markInUse()
  const seat = test.admin
  const { name: projectName, code: projectCode, payee: payeeName } = PROJECT
  await seat.command('setup.initialize', {
    projectName,
    projectCode,
    communityKind: 'standard',
    payeeName,
    admin: ADMIN,
  })
  await seat.login(ADMIN.username, ADMIN.password)
  await seat.command('project.update', { name: projectName, payeeName, goLiveOn: localDate('2026-09-01') })
  await seat.command('user.create', {
    ...CLERK,
    password: FIRST_PASSWORD,
    roles: [{ roleCode: 'clerk', buildingIds: null }],
  })
  if (options.prints === true) {
    const format = { format: 'a5', copies: 1, offsetXE1mm: 0, offsetYE1mm: 0 } as const
    await seat.command('printing.configure', { printer: { kind: 'folder' }, ...format })
  }
  const workbook = join(dataDir, '房屋业主资料表.xlsx')
  await writeCommunityWorkbook(workbook)
  const grantId = test.grant(workbook, 'read')
  const draft = await seat.command('import.read', { grantId })
  await seat.command('import.start', { draftId: draft.draftId, wrongRows: 'leave_out' })
  await test.core.jobs.settled()
  await setStandard(seat)
  await test.core.jobs.settled()
  const months = []
  for (const text of ['2026-09', '2026-10', '2026-11']) {
    const scope = { buildingId: null, roomId: null }
    const plan = await seat.query('billing.preview', { month: month(text), scope })
    await seat.command('billing.publish', { month: month(text), scope, fingerprint: plan.fingerprint })
    await test.core.jobs.settled()
    months.push({ month: text, lines: plan.created, totalFen: plan.totalFen })
  }
  const list = await seat.query('billing.lines', { filter: { state: 'open' }, sort: { key: 'room', direction: 'asc' } })
  const openRooms = [...Map.groupBy(list.rows, (row) => row.roomCode)].map(([code, lines]) => ({
    code,
    openFen: lines.reduce((sum, line) => sum + line.openFen, 0),
    lines: lines.length,
  }))
  await hangMeters(seat)
  await openShift(test)
  await test.core.stop()
  return { recoveryCode, workbook, rooms: draft.totals.ready, leftOut: draft.totals.wrong, months, openRooms }
}

/** The clerk has changed the first password and opened the shift with 500.00 in the drawer. */
async function openShift(test: TestCore): Promise<void> {
  const seat = test.seat()
  await seat.login(CLERK.username, FIRST_PASSWORD)
  await seat.command('session.change_password', { oldPassword: FIRST_PASSWORD, newPassword: CLERK.password })
  const none = { '5000': 0, '2000': 0, '500': 0, '50': 0, '10': 0 }
  await seat.command('shift.open', { drawer: 'A', floatPieces: { ...none, '10000': 3, '1000': 15, '100': 50 } })
}

/** A water meter for each room of the first building; the first three were read at the end of September and of October. */
async function hangMeters(seat: TestSeat): Promise<void> {
  const { buildings } = await seat.query('room.buildings', {})
  const buildingId = buildings[0]?.buildingId as never
  const device = { serialNo: null, digits: 5, multiplierE3: 1000, verifiedUntilOn: null } as const
  await seat.command('metering.create_many', { buildingId, medium: 'cold_water', prefix: 'S', ...device })
  const { rows } = await seat.query('metering.sheet', { month: month('2026-11'), route: null })
  const days = ['2026-08-31', '2026-09-30', '2026-10-31'] as const
  for (const [index, row] of rows.slice(0, 3).entries()) {
    for (const [at, day] of days.entries()) {
      const valueE3 = (1_000 + index * 100 + at * 10) * 1000
      await seat.command('metering.enter', {
        meterId: row.meterId,
        month: month(day.slice(0, 7)),
        readingId: null,
        readOn: localDate(day),
        kind: at === 0 ? 'first' : 'normal',
        dials: [{ register: 'total', valueE3, run: 'forward', rollOver: 'by_rule' }],
        confirmed: ['used_while_vacant'],
      })
    }
  }
}

const NO_KEY_RING = {
  isOffered: () => Promise.resolve(false),
  seal: (text: string) => Promise.resolve(text),
  open: () => Promise.resolve(null),
}

async function setStandard(seat: TestSeat): Promise<void> {
  const standard = await seat.command('standard.create', {
    code: 'WY1',
    name: '住宅物业费',
    item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
    terms: TERMS,
    price: { ...PRICE, fromOn: localDate('2024-07-01'), priceE6: 2_780_000 },
  })
  const target = { kind: 'all', usage: null } as const
  await seat.command('standard.bind', {
    standardId: standard.standardId,
    target,
    fromOn: localDate('2026-01-01'),
    override: null,
  })
}

/** The generated community as an office's own sheet: merged header, fill-down, a total row, dates as text, three wrong rows. */
export async function writeCommunityWorkbook(path: string): Promise<void> {
  const community = generateCommunity({ profile: 'mini', seed: SEED, today: localDate('2026-09-01') })
  const sheet = communityWorkbookRows(community, { dirty: true })
  const book = new exceljs.Workbook()
  const page = book.addWorksheet(sheet.sheet_name)
  for (const row of sheet.rows) page.addRow(row.map(valueOf))
  for (const merge of sheet.merges) page.mergeCells(...rangeOf(merge))
  await book.xlsx.writeFile(path)
}

function valueOf(cell: WrittenCell): string | number | Date | null {
  if (cell === null || typeof cell === 'string') return cell
  return 'number' in cell ? Number(cell.number) : new Date(`${cell.date}T00:00:00Z`)
}

type Merge = ReturnType<typeof communityWorkbookRows>['merges'][number]
function rangeOf(merge: Merge): [number, number, number, number] {
  return [merge.from_row, merge.from_column, merge.to_row, merge.to_column]
}
