import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** Every page that stands in the navigation, by the name of its picture. */
export const PAGES = {
  home: '/today',
  counter: '/counter',
  room: '/room',
  import: '/import',
  opening: '/opening',
  standard: '/standard',
  billing: '/billing',
  lines: '/billing/lines',
  metering: '/metering',
  meters: '/metering/meters',
  readings: '/metering/sheet',
  usage: '/metering/bills',
  losses: '/metering/losses',
  share: '/share',
  late_fees: '/late-fees',
  receipt: '/receipts',
  shift: '/shift',
  shifts: '/shifts',
  report: '/report',
  job: '/jobs',
  user: '/user',
  approvals: '/approvals',
  limits: '/user/limits',
  audit: '/audit',
  exports: '/audit/exports',
  project: '/project',
  printing: '/printing',
  safety: '/safety',
  backup: '/backup',
  backup_code: '/backup/code',
  update: '/update',
  pc: '/pc',
  shortcuts: '/help/shortcuts',
} as const
export type PageName = keyof typeof PAGES

/** Collects what the browser refuses by the content security policy, from the next page load on. */
export async function watchPolicy(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const found: string[] = []
    Object.assign(window, { refusedByPolicy: found })
    document.addEventListener('securitypolicyviolation', (event) =>
      found.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  return () => page.evaluate(() => (window as unknown as { refusedByPolicy: string[] }).refusedByPolicy)
}

export async function openPage(page: Page, name: PageName): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = `#${hash}`
  }, PAGES[name])
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(500)
}

/** A page as a person needs it: nothing cut, no key instead of a text, nothing serious against those who do not see well. */
export async function expectWellMade(page: Page, name: string): Promise<void> {
  expect.soft(await cutTexts(page), `${name}: cut texts`).toEqual([])
  expect.soft(await rawKeys(page), `${name}: keys without a text`).toEqual([])
  // Electron opens no second page for axe's own frame.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => ({ rule: id, target: target.join(' ') })))
  const found = []
  for (const fault of serious) if (!(await isKnown(page, fault))) found.push(`${fault.rule}: ${fault.target}`)
  expect.soft(found, `${name}: axe`).toEqual([])
}

interface Fault {
  readonly rule: string
  readonly target: string
}

/** Faults of Element Plus that we cannot mend in our own templates. */
const KNOWN_FAULTS = [
  // The suggestion list that `aria-controls` names is made when it first opens; until then the name points nowhere.
  { rule: 'aria-valid-attr-value', within: '.el-autocomplete' },
]

async function isKnown(page: Page, { rule, target }: Fault): Promise<boolean> {
  for (const known of KNOWN_FAULTS.filter((one) => one.rule === rule)) {
    const within = page.locator(known.within).locator(target)
    if ((await within.count()) > 0) return true
  }
  return false
}

/** Texts wider than their box, outside tables, which may scroll. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, label, h1, h2, nav a, .sub, .el-select__selected-item, .value')]
      .filter((element) => element.closest('.el-table-v2, table') === null && element.clientWidth > 0)
      .filter(
        (element) => getComputedStyle(element).display !== 'inline' && element.scrollWidth > element.clientWidth + 1,
      )
      .map((element) => (element.textContent ?? '').trim()),
  )
}

function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate(
    () => document.body.innerText.match(/\b[a-z]+\.(?:page|error|enum|nav|shortcut)\.[a-z_.]+/g) ?? [],
  )
}
