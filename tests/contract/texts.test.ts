import { describe, expect, it } from 'vitest'

import { contract } from '../../src-shared/contract/index.ts'
import type { MakeFailure, OpenFailure, RestoreRefusal } from '../../src-shared/contract/desktop.ts'
import { COMMON_ERRORS } from '../../src-shared/contract/request/common-errors.ts'
import type { AnyOperation, ErrorSpec } from '../../src-shared/contract/request/define.ts'
import { FEATURES } from '../../src-shared/domain/access/features.ts'
import { PERMISSIONS } from '../../src-shared/domain/access/permissions.ts'
import { PRESET_ROLES } from '../../src-shared/domain/access/roles.ts'
import { enUS } from '../../src-shared/locales/en-US/index.ts'
import { zhCN } from '../../src-shared/locales/zh-CN/index.ts'
import { enumsOf } from './schema-walk.ts'

type Tree = { readonly [key: string]: Tree | string }
const LANGUAGES: readonly (readonly [string, Tree])[] = [
  ['zh-CN', zhCN as unknown as Tree],
  ['en-US', enUS as unknown as Tree],
]
const OPERATIONS: readonly (readonly [string, AnyOperation])[] = Object.entries(contract)

function textAt(tree: Tree, path: string): string | undefined {
  let at: Tree | string | undefined = tree
  for (const key of path.split('.')) at = typeof at === 'object' && Object.hasOwn(at, key) ? at[key] : undefined
  return typeof at === 'string' ? at : undefined
}
function treeAt(tree: Tree, path: string): Tree {
  let at: Tree | string | undefined = tree
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'object' ? at : {}
}
const placeholders = (text: string): string[] =>
  [...new Set((text.match(/\{\w+\}/g) ?? []).map((name) => name.slice(1, -1)))].sort()

/** Codes of the host and of the client, which no operation declares. */
const OPEN_FAILURES: Readonly<Record<OpenFailure, true>> = {
  'vault.wrong_key': true,
  'vault.file_damaged': true,
  'vault.database_damaged': true,
  'vault.database_missing': true,
  'vault.database_newer': true,
  'vault.database_foreign': true,
  'vault.in_use': true,
  'vault.chain_broken': true,
  'vault.disk_full': true,
  'vault.migration_failed': true,
  'vault.folder_not_writable': true,
  'vault.folder_refused': true,
  'vault.restore_unfinished': true,
  'vault.restore_note_damaged': true,
}
const RESTORE_REFUSALS: Readonly<Record<RestoreRefusal | MakeFailure, true>> = {
  'backup.no_place': true,
  'backup.place_missing': true,
  'backup.place_not_writable': true,
  'backup.place_inside_data': true,
  'backup.network_failed': true,
  'backup.disk_full': true,
  'backup.write_failed': true,
  'backup.no_room': true,
  'backup.no_room_drill': true,
  'backup.interrupted': true,
  'backup.live_damaged': true,
  'backup.manifest_missing': true,
  'backup.manifest_damaged': true,
  'backup.part_missing': true,
  'backup.part_cut': true,
  'backup.part_changed': true,
  'backup.database_damaged': true,
  'backup.chain_broken': true,
  'backup.facts_differ': true,
  'backup.set_newer': true,
  'backup.set_unknown': true,
  'backup.code_needed': true,
  'backup.code_of_other_set': true,
  'backup.ticket_needed': true,
  'backup.mode_needed': true,
  'backup.swap_failed': true,
  'backup.no_new_code': true,
  'backup.not_signed_in': true,
  'backup.stage_gone': true,
}
const CLIENT_CODES = ['core.unavailable', 'core.timeout', 'core.unsendable']

const SPECS: ReadonlyMap<string, ErrorSpec> = new Map([
  ...Object.entries(COMMON_ERRORS as Readonly<Record<string, ErrorSpec>>),
  ...OPERATIONS.flatMap(([, operation]) => Object.entries(operation.errors)),
])
const CODES = [
  ...new Set([...SPECS.keys(), ...Object.keys(OPEN_FAILURES), ...Object.keys(RESTORE_REFUSALS), ...CLIENT_CODES]),
].sort()

describe.each(LANGUAGES)('in %s', (_language, texts) => {
  it('every refusal has a text', () => {
    expect(CODES.filter((code) => textAt(texts, `error.${code}`) === undefined)).toEqual([])
  })

  it('a refusal speaks only of what core tells with it', () => {
    // `count` is how many fields of `input.invalid` are wrong; the page counts them.
    const untold = [...SPECS].flatMap(([code, spec]) =>
      placeholders(textAt(texts, `error.${code}`) ?? '')
        .filter((name) => !spec.params.includes(name) && !(code === 'input.invalid' && name === 'count'))
        .map((name) => `${code} {${name}}`),
    )
    expect(untold).toEqual([])
  })

  it('every permission, feature and role has a name', () => {
    const missing = [
      ...PERMISSIONS.map((name) => `permission.${name}`),
      ...FEATURES.map((name) => `feature.${name}`),
      ...PRESET_ROLES.map((name) => `role.${name}`),
    ]
    expect(missing.filter((name) => textAt(texts, `access.${name}`) === undefined)).toEqual([])
  })

  it('every state, kind or choice that an answer may hold has a label', () => {
    const groups = Object.values(treeAt(texts, 'enum')).flatMap((feature) =>
      typeof feature === 'object' ? Object.values(feature) : [],
    )
    const labelled = (values: readonly string[]): boolean =>
      groups.some((group) => typeof group === 'object' && values.every((value) => typeof group[value] === 'string'))
    const missing = OPERATIONS.flatMap(([name, operation]) =>
      enumsOf(operation.output)
        .filter(({ values }) => !labelled(values))
        .map(({ path, values }) => `${name} ${path}: ${values.join('|')}`),
    )
    expect(missing.filter((entry) => !NOT_SHOWN.some((pattern) => pattern.test(entry)))).toEqual([])
  })
})

/** Values that choose a page's words instead of being one. */
const NOT_SHOWN: readonly RegExp[] = [
  // Named by `access.…`, tested above.
  /: (user\.view|import)\|/,
  / session\.(permissions|features)/,
  / (features\[\]\.feature|communityKind|clockWarning):/,
  // Which of several shapes: a hit, a printer, a report, a rule.
  / [\w.[\]]*(kind|matched): (system|none|folder|x|room|end_of_period|s|)/,
]

describe('both languages', () => {
  it('name the same things in the same text', () => {
    const different = CODES.filter((code) => {
      const [left, right] = LANGUAGES.map(([, texts]) => placeholders(textAt(texts, `error.${code}`) ?? ''))
      return JSON.stringify(left) !== JSON.stringify(right)
    })
    expect(different).toEqual([])
  })

  it('give each refusal a reason and a way out: more than a word, and a whole sentence', () => {
    const curt = CODES.flatMap((code) =>
      LANGUAGES.map(([language, texts]) => [language, code, textAt(texts, `error.${code}`) ?? '……。.'] as const),
    ).filter(([language, , text]) =>
      language === 'zh-CN' ? !/[。”）]$/.test(text) || text.length < 8 : !/[.”)]$/.test(text) || text.length < 5,
    )
    expect(
      curt.filter(([, , text]) => text !== '……。.').map(([language, code, text]) => `${language} ${code}: ${text}`),
    ).toEqual([])
  })
})
