import { IMPORT_FIELD_NAMES } from '../../../../src-shared/domain/import/index.ts'
import type { ImportField } from '../../../../src-shared/domain/import/index.ts'
import type { TemplateColumn, TemplateSheets } from '../../workers/documents/excel/index.ts'
import { importTexts } from './problem-text.ts'
import type { TextLanguage } from './problem-text.ts'

type TemplateField = Exclude<ImportField, 'code'>

/** The whole code stands in building, unit and room already: a template with both would be filled with two that differ. */
const isInTemplate = (field: ImportField): field is TemplateField => field !== 'code'

const NEEDED: ReadonlySet<ImportField> = new Set(['building', 'room', 'built_area_e2'])
const AREAS: ReadonlySet<ImportField> = new Set(['built_area_e2', 'inner_area_e2'])
const WIDTHS: Readonly<Partial<Record<ImportField, number>>> = { owner_id_no: 22, note: 30 }
const WIDTH = 14

/** An empty sheet (导入模板) to fill, one column for each field, named as the page names it. */
export function templateOf(language: TextLanguage): TemplateSheets {
  const { field: titles, file } = importTexts(language)
  const { template } = file
  const columns = IMPORT_FIELD_NAMES.filter(isInTemplate).map((field): TemplateColumn => ({
    header: titles[field],
    kind: AREAS.has(field) ? 'area' : 'text',
    needed: NEEDED.has(field),
    width: WIDTHS[field] ?? WIDTH,
    example: template.example[field],
  }))
  const { sheet, hint_sheet, hint_column, hint_how, hints } = template
  return {
    sheetName: sheet,
    columns,
    hints: { sheetName: hint_sheet, head: [hint_column, hint_how], rows: Object.values(hints) },
  }
}
