import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')
const reports = resolve(root, 'out/reports')
const stage = process.env['E2E_STAGE'] ?? 'e2e'

export default defineConfig({
  outputDir: resolve(reports, `${stage}-traces`),
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000, toHaveScreenshot: { animations: 'disabled', caret: 'hide' } },
  reporter: [
    ['list'],
    [
      'junit',
      {
        outputFile: resolve(reports, stage === 'e2e' ? 'e2e.xml' : `${stage}.e2e.xml`),
        includeProjectInTestName: true,
      },
    ],
  ],
  projects: [
    {
      name: 'e2e',
      testDir: resolve(root, 'tests/e2e'),
      testMatch: '**/*.spec.ts',
      // From the root, not `**/screens/**`: a checkout may itself lie in a folder of that name.
      testIgnore: ['screens', 'smoke'].map((name) => resolve(root, 'tests/e2e', name, '**')),
    },
    { name: 'demo', testDir: resolve(root, 'tests/e2e/demo'), testMatch: '*.demo.ts', timeout: 0 },
    { name: 'screens', testDir: resolve(root, 'tests/e2e/screens'), testMatch: '**/*.screens.ts', timeout: 1_800_000 },
    { name: 'smoke', testDir: resolve(root, 'tests/e2e/smoke'), testMatch: '**/*.smoke.ts' },
  ],
})
