import { computed, onScopeDispose, reactive, shallowRef, watch } from 'vue'

import { exportFileName } from '../../../../src-shared/domain/document/export-file-name.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { InputFor } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText } from '../../../platform/error-text.ts'
import { onCoreEvent, onMissedEvents } from '../../../platform/events.ts'
import { language, t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { contractList } from '../../../ui/table/list-source.ts'
import { followExport } from '../../job/index.ts'
import type { Medium, MeterRow } from '../meter-words.ts'

type MeterFilter = InputFor<'metering.list'>['filter']

/** What stands in the filter row; `null` is "any". */
export interface MeterChoice {
  text: string
  buildingId: Id | null
  medium: Medium | null
  belongs: 'room' | 'public' | null
  show: 'ended' | 'verification' | null
}

const NO_CHOICE: MeterChoice = { text: '', buildingId: null, medium: null, belongs: null, show: null }
/** A list is opened anew when the typing rests, not at every letter. */
const REST_MS = 200

export function filterOf(choice: MeterChoice): MeterFilter {
  const text = choice.text.trim()
  const { buildingId, medium, belongs, show } = choice
  return {
    ...(text === '' ? {} : { text }),
    ...(buildingId === null ? {} : { buildingId }),
    ...(medium === null ? {} : { medium }),
    ...(belongs === null ? {} : { belongs }),
    ...(show === null ? {} : { show }),
  }
}

/** The list of meters: its filter, the meter that is open beside it, its workbook. */
export function useMeters() {
  const session = useSession()
  const choice = reactive<MeterChoice>({ ...NO_CHOICE })
  const filter = shallowRef<MeterFilter>({})
  const version = shallowRef(0)
  const opened = shallowRef<Id | null>(null)
  const current = shallowRef<MeterRow | null>(null)
  const exporting = useCommand('metering.export')
  let timer: ReturnType<typeof setTimeout> | undefined

  const apply = (): void => {
    const next = filterOf(choice)
    if (JSON.stringify(next) !== JSON.stringify(filter.value)) filter.value = next
  }
  watch(() => [choice.buildingId, choice.medium, choice.belongs, choice.show], apply)
  watch(
    () => choice.text,
    () => {
      clearTimeout(timer)
      timer = setTimeout(apply, REST_MS)
    },
  )
  watch(current, (row, before) => {
    if (opened.value === null || row === null || before === null || row.meterId === before.meterId) return
    opened.value = row.meterId
  })
  const again = (): void => {
    version.value += 1
  }
  onScopeDispose(onCoreEvent('metering.changed', again))
  onScopeDispose(onMissedEvents(again))
  onScopeDispose(() => clearTimeout(timer))

  async function save(): Promise<void> {
    const project = session.view?.project?.name ?? ''
    const suggestedName = exportFileName({ report: t('metering.sheet.registry'), project, date: today(), ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    const answer = await exporting.run({ filter: filter.value, grantId: grant.grantId, language: language() })
    if (answer.ok) followExport(answer.value.jobId)
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return {
    choice,
    filter,
    version,
    opened,
    current,
    exporting,
    save,
    source: contractList('metering.list', 'metering.list_rows'),
    filtered: computed(() => Object.keys(filter.value).length > 0),
    clear: () => Object.assign(choice, NO_CHOICE),
  }
}
