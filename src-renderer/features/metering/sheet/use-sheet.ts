import { computed, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'

import type { FileGrant, FileRefusal } from '../../../../src-shared/contract/desktop.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor, OutputFor, WireError } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText } from '../../../platform/error-text.ts'
import { t, textIfAny } from '../../../platform/i18n.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { useJob } from '../../standard/index.ts'
import { ENTRY } from '../places.ts'

export type SheetView = OutputFor<'metering.read_sheet'>
export type BatchView = OutputFor<'metering.batches'>['batches'][number]
type Mapping = InputFor<'metering.read_sheet'>['mapping']

/** A file may be given up only after a minute, and wait for another person's before. */
const READ_PATIENCE_MS = 130_000

/** A workbook of readings: chosen, its columns named, looked at, taken in; and what was taken in before. */
export function useSheet() {
  const router = useRouter()
  const reading = useCommand('metering.read_sheet', { timeoutMs: READ_PATIENCE_MS })
  const importing = useCommand('metering.import_sheet', { timeoutMs: READ_PATIENCE_MS })
  const undoing = useCommand('metering.undo_batch')
  const batches = useAppQuery('metering.batches', {})
  const grantId = shallowRef<string | null>(null)
  const view = shallowRef<SheetView | null>(null)
  const problem = ref('')
  const sheetIndex = ref(0)
  const readOn = ref<LocalDate | null>(today())
  const mapping = shallowRef<Mapping>(null)
  const onlyWrong = ref(false)
  const jobId = shallowRef<Id | null>(null)
  useJob(jobId, (job) => {
    jobId.value = null
    if (job.kind === 'undo_readings') notify({ tone: 'ok', text: t('metering.import.undone') })
    else if (job.state !== 'done') notify({ tone: 'due', text: t('metering.import.failed') })
    else {
      notify({ tone: 'ok', text: t('metering.import.done', { count: Number(job.result?.['readings'] ?? 0) }) })
      view.value = null
      void router.push(ENTRY)
    }
  })

  async function choose(): Promise<void> {
    if (!reading.busy.value) await begin(await desktop().chooseFile('workbook'))
  }

  async function begin(grant: FileGrant | FileRefusal | null): Promise<void> {
    if (grant === null) return
    view.value = null
    if ('refused' in grant) {
      problem.value = t(`import.page.refused_${grant.refused}`)
      return
    }
    grantId.value = grant.grantId
    sheetIndex.value = 0
    mapping.value = null
    await look()
  }

  async function look(): Promise<void> {
    const grant = grantId.value
    const day = readOn.value
    if (grant === null || day === null) return
    problem.value = ''
    reading.renew()
    const asked = { grantId: grant, sheetIndex: sheetIndex.value, readOn: day, mapping: mapping.value }
    const answer = await reading.run(asked)
    if (answer.ok) view.value = answer.value
    else problem.value = failureText(answer.error)
  }

  async function lookAtSheet(index: number): Promise<void> {
    sheetIndex.value = index
    mapping.value = null
    await look()
  }

  /** Says what a column holds; the column that held it before is left out. */
  async function name(index: number, field: string | null): Promise<void> {
    const columns = view.value?.columns ?? []
    const named = columns.flatMap((column): { index: number; field: string }[] => {
      if (column.index === index) return field === null ? [] : [{ index, field }]
      return column.field === null || column.field === field ? [] : [{ index: column.index, field: column.field }]
    })
    mapping.value = named
    await look()
  }

  async function start(): Promise<void> {
    const grant = grantId.value
    const day = readOn.value
    if (view.value === null || grant === null || day === null || view.value.ready === 0) return
    const asked = { grantId: grant, sheetIndex: sheetIndex.value, readOn: day, mapping: mapping.value }
    const answer = await importing.run({ ...asked, fingerprint: view.value.fingerprint })
    if (answer.ok) jobId.value = answer.value.jobId
    else problem.value = failureText(answer.error)
  }

  async function undo(batch: BatchView): Promise<void> {
    const sure = await confirmAct({
      title: t('metering.import.undo_title'),
      consequences: [t('metering.import.undo_detail', { file: batch.fileName, count: batch.readings })],
      verb: t('metering.import.undo'),
      tone: 'danger',
    })
    if (!sure) return
    undoing.renew()
    const answer = await undoing.run({ batchId: batch.batchId })
    if (answer.ok) jobId.value = answer.value.jobId
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  const rows = computed(() => {
    const all = view.value?.rows ?? []
    return onlyWrong.value ? all.filter((row) => row.problem !== null) : all
  })
  const busy = computed(() => reading.busy.value || importing.busy.value || jobId.value !== null)
  return {
    view,
    rows,
    problem,
    sheetIndex,
    readOn,
    onlyWrong,
    batches,
    busy,
    choose,
    look,
    lookAtSheet,
    name,
    start,
    undo,
  }
}

/** A file that is not read says why by a code of its own. */
function failureText(error: WireError): string {
  const code = error.params['code']
  if (error.code !== 'import.file_refused' || typeof code !== 'string') return errorText(error)
  const params = (error.params['params'] ?? {}) as Readonly<Record<string, unknown>>
  return textIfAny(`error.${code}`, params) ?? errorText(error)
}
