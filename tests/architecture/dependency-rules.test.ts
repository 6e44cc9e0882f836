import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const projectRoot = resolve(import.meta.dirname, '../..')

interface Plant {
  rule: string
  breaks: string
  file: string
  code: string
}

const plants: readonly Plant[] = [
  {
    rule: 'kernel-alone',
    breaks: 'the kernel imports a feature',
    file: 'src-shared/kernel/planted.ts',
    code: "export { rule } from '../domain/alpha/index.ts'",
  },
  {
    rule: 'domain-on-kernel',
    breaks: 'a domain feature imports the contract',
    file: 'src-shared/domain/alpha/contract-user.ts',
    code: "export { operations } from '../../contract/alpha.contract.ts'",
  },
  {
    rule: 'domain-on-kernel',
    breaks: 'a domain feature imports a package',
    file: 'src-shared/domain/alpha/package-user.ts',
    code: "export { z } from 'zod'",
  },
  {
    rule: 'contract-on-domain',
    breaks: 'the contract imports another package than zod',
    file: 'src-shared/contract/package-user.ts',
    code: "export { Kysely } from 'kysely'",
  },
  {
    rule: 'shared-without-node',
    breaks: 'shared code imports Node',
    file: 'src-shared/contract/node-user.ts',
    code: "export { readFileSync } from 'node:fs'",
  },
  {
    rule: 'shared-without-platform',
    breaks: 'shared code imports a page library, by type only',
    file: 'src-shared/locales/vue-user.ts',
    code: "import type { Ref } from 'vue'\nexport type Text = Ref<string>",
  },
  {
    rule: 'renderer-apart',
    breaks: 'a page imports core, by type only',
    file: 'src-renderer/features/alpha/core-user.ts',
    code: "import type { Handler } from '../../../src-main/core/features/alpha/index.ts'\nexport type Used = Handler",
  },
  {
    rule: 'main-apart',
    breaks: 'core imports a page',
    file: 'src-main/core/features/alpha/page-user.ts',
    code: "export { page } from '../../../../src-renderer/features/alpha/index.ts'",
  },
  {
    rule: 'renderer-without-node',
    breaks: 'a page inside a .vue file imports Node',
    file: 'src-renderer/features/alpha/Planted.vue',
    code: "<script setup lang=\"ts\">\nimport { join } from 'node:path'\n\njoin('a')\n</script>\n\n<template><i /></template>\n",
  },
  {
    rule: 'shipped-without-tests',
    breaks: 'shipped code imports a test builder',
    file: 'src-main/core/features/alpha/test-user.ts',
    code: "export { aRoom } from '../../../../tests/support/room.ts'",
  },
  ...(['host', 'core', 'edge', 'video'] as const).map((name) => {
    const other = name === 'core' ? 'edge' : 'core'
    return {
      rule: `process-apart-${name}`,
      breaks: `${name} imports ${other}`,
      file: `src-main/${name}/planted.ts`,
      code: `export { start } from '../${other}/index.ts'`,
    }
  }),
  {
    rule: 'only-host-electron',
    breaks: 'core imports electron',
    file: 'src-main/core/electron-user.ts',
    code: "export { app } from 'electron'",
  },
  {
    rule: 'only-db-sqlite',
    breaks: 'a feature of core imports the SQLite driver',
    file: 'src-main/core/features/alpha/driver-user.ts',
    code: "import Database from 'better-sqlite3'\nexport const open = (path: string): unknown => new Database(path)",
  },
  {
    rule: 'only-transports-sockets',
    breaks: 'a device driver opens a socket with Node',
    file: 'src-main/edge/devices/socket-user.ts',
    code: "export { createSocket } from 'node:dgram'",
  },
  {
    rule: 'only-transports-sockets',
    breaks: 'host opens a WebSocket server',
    file: 'src-main/host/socket-user.ts',
    code: "export { WebSocketServer } from 'ws'",
  },
  {
    rule: 'only-documents-workbooks',
    breaks: 'a feature of core reads a workbook by itself',
    file: 'src-main/core/features/alpha/workbook-user.ts',
    code: "import exceljs from 'exceljs'\nexport const book = new exceljs.Workbook()",
  },
  ...[
    { base: 'src-shared/domain', rule: 'feature-by-its-index-src-shared-domain' },
    { base: 'src-main/core/features', rule: 'feature-by-its-index-src-main-core-features' },
    { base: 'src-renderer/features', rule: 'feature-by-its-index-src-renderer-features' },
  ].map(({ base, rule }) => ({
    rule,
    breaks: `a feature of ${base} reaches into another`,
    file: `${base}/alpha/reaching.ts`,
    code: "export { inner } from '../beta/inner.ts'",
  })),
  {
    rule: 'no-cycles',
    breaks: 'two files import each other',
    file: 'src-shared/domain/alpha/circle.ts',
    code: "export { rule } from './circle-back.ts'\nexport const other = 1",
  },
]

/** What the plants lean on; itself without a violation. */
const clean: Readonly<Record<string, string>> = {
  'src-shared/kernel/base.ts': 'export const base = 1',
  'src-shared/domain/alpha/index.ts': "export { base as rule } from '../../kernel/base.ts'",
  'src-shared/domain/beta/index.ts': "export { inner } from './inner.ts'",
  'src-shared/domain/beta/inner.ts': "export { rule as inner } from '../alpha/index.ts'",
  'src-shared/contract/alpha.contract.ts': "import { z } from 'zod'\nexport const operations = z.object({})",
  'src-main/index.ts': "export { app } from 'electron'",
  'src-main/host/index.ts': "export { app as start } from 'electron'",
  'src-main/core/index.ts': "export { open as start } from './db/open.ts'",
  'src-main/core/db/open.ts':
    "import Database from 'better-sqlite3'\nexport const open = (path: string): unknown => new Database(path)",
  'src-main/core/features/alpha/index.ts': 'export type Handler = () => void',
  'src-main/core/features/beta/index.ts': "export { inner } from './inner.ts'",
  'src-main/core/features/beta/inner.ts': 'export const inner = 1',
  'src-main/core/workers/documents.ts': "import exceljs from 'exceljs'\nexport const book = new exceljs.Workbook()",
  'src-main/edge/index.ts': "export { listen as start } from './transports/tcp.ts'",
  'src-main/edge/transports/tcp.ts': "export { createServer as listen } from 'node:net'",
  'src-renderer/features/alpha/index.ts': "export { inner as page } from '../beta/index.ts'",
  'src-renderer/features/beta/index.ts': "export { inner } from './inner.ts'",
  'src-renderer/features/beta/inner.ts': 'export const inner = 1',
  'tests/support/room.ts': 'export const aRoom = 1',
}

const circleBack = { 'src-shared/domain/alpha/circle-back.ts': "export { other as rule } from './circle.ts'" }

interface Violation {
  rule: string
  from: string
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), code)
  }
}

async function findViolations(folder: string): Promise<readonly Violation[]> {
  const tool = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const folders = ['src-shared', 'src-main', 'src-renderer', 'tests']
  const args = [tool, '--config', 'build/dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    maxBuffer: 64 * 1024 * 1024,
  })
  const answer = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
  return answer.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))
}

describe('the dependency rules of the architecture', () => {
  const folders: string[] = []

  function makeProject(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'dependency-rules-'))
    folders.push(folder)
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
    cpSync(join(projectRoot, 'package.json'), join(folder, 'package.json'))
    mkdirSync(join(folder, 'build'))
    for (const part of ['dependency-cruiser.cjs', 'tsconfig']) {
      cpSync(join(projectRoot, 'build', part), join(folder, 'build', part), { recursive: true })
    }
    write(folder, files)
    return folder
  }

  let found: readonly Violation[] = []

  beforeAll(async () => {
    const planted = Object.fromEntries(plants.map(({ file, code }) => [file, code]))
    found = await findViolations(makeProject({ ...clean, ...circleBack, ...planted }))
  }, 60_000)

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  test('code that keeps them is not blamed', async () => {
    expect(await findViolations(makeProject(clean))).toEqual([])
  })

  test.each(plants)('it is seen when $breaks', ({ rule, file }) => {
    // Of a cycle only one end is named.
    const start = file.replace(/\.\w+$/, '')
    expect(found.filter(({ from }) => from.startsWith(start)).map((violation) => violation.rule)).toContain(rule)
  })
})
