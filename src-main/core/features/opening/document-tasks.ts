import { OPENING_FIELDS } from '../../../../src-shared/domain/opening/index.ts'
import type { OpeningField } from '../../../../src-shared/domain/opening/index.ts'
import { opening as english } from '../../../../src-shared/locales/en-US/opening.ts'
import { opening as chinese } from '../../../../src-shared/locales/zh-CN/opening.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { writeTemplate } from '../../workers/documents/excel/index.ts'
import type { TemplateColumn, TemplateSheets } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'

export interface OpeningTemplateTask {
  readonly path: string
  readonly language: 'zh-CN' | 'en-US'
  readonly author: string
}

const NEEDED: ReadonlySet<OpeningField> = new Set(['room'])
const NUMBERS: ReadonlySet<OpeningField> = new Set(['amount'])
const WIDTHS: Readonly<Partial<Record<OpeningField, number>>> = { note: 30 }
const WIDTH = 14

export const openingDocumentTasks: DocumentTasks = {
  'opening.write_template': documentTask<OpeningTemplateTask, number>(async ({ clock }, { path, language, author }) => {
    const template = templateOf(language)
    await writingChosenFile(() => writeTemplate({ path, author, madeAt: clock.now(), ...template }))
    return template.columns.length
  }),
}

/** An empty sheet (期初模板) to fill, one column for each field, named as the page names it. */
function templateOf(language: OpeningTemplateTask['language']): TemplateSheets {
  const texts = language === 'zh-CN' ? chinese : english
  const { template } = texts
  const titles = texts.enum.field
  const columns = OPENING_FIELDS.map((field): TemplateColumn => ({
    header: titles[field],
    kind: NUMBERS.has(field) ? 'area' : 'text',
    needed: NEEDED.has(field),
    width: WIDTHS[field] ?? WIDTH,
    example: template.example[field],
  }))
  return {
    sheetName: template.sheet,
    columns,
    hints: {
      sheetName: template.hint_sheet,
      head: [template.hint_column, template.hint_how],
      rows: OPENING_FIELDS.map((field) => [titles[field], template.hint[field]] as const),
    },
  }
}
