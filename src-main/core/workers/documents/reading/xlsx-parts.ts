import { posix } from 'node:path'
import { inflateChunks, inflateWhole } from './inflate.ts'
import { fileRefused, type ReadLimits } from './limits.ts'
import { ReadBudget } from './read-budget.ts'
import { slimSheet, type SlimSheet } from './xlsx-sheet.ts'
import { readNumberMeanings } from './xlsx-styles.ts'
import { attributesOf, prefixOf, refuseDoctype, tagsOf } from './xml.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** The parts of a workbook that carry values. Themes, pictures, macros, links to other files are never opened. */
export interface SlimWorkbook {
  readonly date1904: boolean
  readonly sharedStrings: string
  readonly sheets: readonly (SlimSheet & { readonly name: string; readonly hidden: boolean })[]
}

interface Package {
  readonly bytes: Uint8Array
  readonly entries: ReadonlyMap<string, ZipEntry>
  readonly limits: ReadLimits
}

interface Relation {
  readonly type: string
  /** The path of the part in the zip. */
  readonly target: string
}

/** @throws AppError */
export async function openXlsx(bytes: Uint8Array, limits: ReadLimits): Promise<SlimWorkbook> {
  const pack: Package = { bytes, limits, entries: readZipDirectory(bytes, limits) }
  refuseOtherKinds(pack.entries)
  const workbookPath = mainPart(pack)
  const workbook = readPart(pack, workbookPath)
  if (workbook === null) throw fileRefused('import.file_corrupt')
  const relations = readRelations(pack, workbookPath)
  const partOf = (type: string) =>
    [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.target
  const meanings = readNumberMeanings(readPart(pack, partOf('styles') ?? '') ?? '')
  const date1904 = tagsOf(workbook, 'workbookPr').some((tag) => /^(1|true)$/.test(attributesOf(tag)['date1904'] ?? ''))
  const budget = new ReadBudget(limits)
  const sheets: (SlimSheet & { readonly name: string; readonly hidden: boolean })[] = []
  for (const tag of tagsOf(workbook, 'sheet')) {
    const { name = '', state = 'visible', id = '' } = attributesOf(tag)
    const relation = relations.get(id)
    const entry = relation?.type.endsWith('/worksheet') === true ? pack.entries.get(relation.target) : undefined
    if (entry === undefined) continue
    if (sheets.length >= limits.maxSheets) throw fileRefused('import.too_many_sheets', { max: limits.maxSheets })
    const slim = await slimSheet(inflateChunks(bytes, entry, limits), { meanings, budget, limits })
    sheets.push({ ...slim, name, hidden: state !== 'visible' })
  }
  return { date1904, sheets, sharedStrings: readSharedStrings(pack, partOf('sharedStrings')) }
}

/** What else comes as a zip. */
function refuseOtherKinds(entries: ReadonlyMap<string, ZipEntry>): void {
  const found = [
    ['xl/workbook.bin', 'xlsb'],
    ['content.xml', 'ods'],
    ['word/document.xml', 'docx'],
    ['ppt/presentation.xml', 'pptx'],
  ].find(([part = '']) => entries.has(part))
  if (found !== undefined) throw fileRefused('import.file_type_unsupported', { found: found[1] ?? '' })
  if (!entries.has('[content_types].xml')) throw fileRefused('import.file_type_unknown', { found: 'ZIP' })
}

function mainPart(pack: Package): string {
  const main = [...readRelations(pack, '').values()].find((relation) => relation.type.endsWith('/officeDocument'))
  return main?.target ?? 'xl/workbook.xml'
}

function readRelations(pack: Package, part: string): ReadonlyMap<string, Relation> {
  const folder = posix.dirname(part)
  const xml = readPart(pack, posix.join(folder, '_rels', `${posix.basename(part)}.rels`)) ?? ''
  const relations = new Map<string, Relation>()
  for (const tag of tagsOf(xml, 'Relationship')) {
    const { Id = '', Type = '', Target = '', TargetMode = 'Internal' } = attributesOf(tag)
    if (TargetMode === 'External') continue
    relations.set(Id, {
      type: Type,
      target: posix
        .join(Target.startsWith('/') ? '' : folder, Target)
        .replace(/^\/+/, '')
        .toLowerCase(),
    })
  }
  return relations
}

function readPart(pack: Package, path: string): string | null {
  const entry = pack.entries.get(path.toLowerCase())
  if (entry === undefined) return null
  const xml = new TextDecoder().decode(inflateWhole(pack.bytes, entry, pack.limits))
  refuseDoctype(xml)
  return xml
}

function readSharedStrings(pack: Package, path: string | undefined): string {
  const xml = path === undefined ? null : readPart(pack, path)
  if (xml === null) return '<sst></sst>'
  const prefix = prefixOf(xml)
  return prefix === '' ? xml : xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}
