import { computed, onScopeDispose, reactive, ref, watch } from 'vue'

import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import { addDays } from '../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../platform/client.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { language, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import { followExport } from '../job/index.ts'

export type AuditFilter = InputFor<'audit.list'>['filter']

interface Fields {
  userId: Id | 'any'
  object: string
  command: string
  table: string
  kind: NonNullable<AuditFilter['kind']> | 'any'
  fromOn: LocalDate | null
  toOn: LocalDate | null
}
const TYPING_MS = 300
/** A page that opens does not ask for years. */
const FIRST_DAYS = 30

const NOTHING_CHOSEN: Omit<Fields, 'object'> = {
  userId: 'any',
  command: 'any',
  table: 'any',
  kind: 'any',
  fromOn: null,
  toOn: null,
}

/** The filter of the log, and the export of what it finds. */
export function useAudit() {
  const session = useSession()
  const fields = reactive<Fields>({
    ...NOTHING_CHOSEN,
    object: '',
    fromOn: addDays(today(), -FIRST_DAYS),
  })
  const typed = ref('')
  const exporting = useCommand('audit.export')
  let typing: ReturnType<typeof setTimeout> | undefined

  watch(typed, (text) => {
    clearTimeout(typing)
    typing = setTimeout(() => {
      fields.object = text.trim()
    }, TYPING_MS)
  })
  onScopeDispose(() => clearTimeout(typing))

  const filter = computed<AuditFilter>(() => ({
    ...(fields.userId === 'any' ? {} : { userId: fields.userId }),
    ...(fields.object === '' ? {} : { object: fields.object }),
    ...(fields.command === 'any' ? {} : { command: fields.command }),
    ...(fields.table === 'any' ? {} : { table: fields.table }),
    ...(fields.kind === 'any' ? {} : { kind: fields.kind }),
    ...(fields.fromOn === null ? {} : { fromOn: fields.fromOn }),
    ...(fields.toOn === null ? {} : { toOn: fields.toOn }),
  }))

  /** The whole history of one object: its other filters would hide the beginning. */
  function showObject(object: string): void {
    typed.value = object
    Object.assign(fields, { ...NOTHING_CHOSEN, object })
  }

  async function save(): Promise<void> {
    const project = session.view?.project?.name ?? ''
    const suggestedName = exportFileName({ report: t('audit.export.file'), project, date: today(), ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    exporting.renew()
    const answer = await exporting.run({ filter: filter.value, grantId: grant.grantId, language: language() })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    followExport(answer.value.jobId)
  }

  return {
    fields,
    typed,
    filter,
    showObject,
    save,
    exporting: exporting.busy,
    maySave: computed(() => session.can('audit.export') && hasDesktop()),
  }
}
