import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { count } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { useJob } from '../job/use-job.ts'
import type { RoomChoice } from '../rooms/find-rooms.ts'
import type { Standard } from '../standard-words.ts'
import { missingOf, targetOf } from './bind-target.ts'
import type { BindKind, Usage } from './bind-target.ts'

const LEAST_REASON = 2

/** Choosing rooms for a standard, what that comes to, and the task that binds them. */
export function useBind(options: {
  readonly open: Ref<boolean>
  readonly standard: () => Standard
  readonly goLiveOn: () => LocalDate | null
}) {
  const choice = reactive({
    kind: 'all' as BindKind,
    buildingId: null as Id | null,
    usage: null as Usage | null,
    rooms: [] as RoomChoice[],
  })
  const fromOn = ref<LocalDate | null>(null)
  /** 本户单价 for the rooms that are picked one by one; empty for the price list. */
  const override = reactive({ priceE6: null as number | null, reason: '' })
  const missing = shallowRef<Readonly<Record<string, string>>>({})
  const command = useCommand('standard.bind')
  const jobId = shallowRef<Id | null>(null)
  const job = useJob(jobId)
  const target = computed(() => targetOf(choice))
  const preview = useAppQuery(
    'standard.preview_binding',
    () => ({
      standardId: options.standard().standardId,
      target: target.value ?? { kind: 'all' as const, usage: null },
      fromOn: fromOn.value ?? today(),
    }),
    { enabled: () => options.open.value && target.value !== null && fromOn.value !== null, staleTime: 0 },
  )
  const counts = computed(() => (target.value === null ? undefined : preview.data.value))
  const toBind = computed(() => counts.value?.toBind ?? 0)

  watch(options.open, (shown) => {
    if (!shown) return
    Object.assign(choice, { kind: 'all', buildingId: null, usage: null, rooms: [] })
    Object.assign(override, { priceE6: null, reason: '' })
    fromOn.value = options.goLiveOn() ?? firstDayOf(monthOf(today()))
    missing.value = {}
    command.renew()
  })

  async function submit(): Promise<void> {
    missing.value = { ...missingOf(choice), ...(fromOn.value === null ? { fromOn: t('standard.form.needed') } : {}) }
    const own = choice.kind === 'rooms' && override.priceE6 !== null
    if (own && override.reason.trim().length < LEAST_REASON)
      missing.value = { ...missing.value, 'override.reason': t('standard.override.reason_short') }
    if (target.value === null || fromOn.value === null || Object.keys(missing.value).length > 0) return
    const answer = await command.run({
      standardId: options.standard().standardId,
      target: target.value,
      fromOn: fromOn.value,
      override: own ? { priceE6: override.priceE6 ?? 0, reason: override.reason.trim() } : null,
    })
    if (!answer.ok) return
    options.open.value = false
    jobId.value = answer.value.jobId
  }

  return {
    choice,
    fromOn,
    override,
    preview,
    counts,
    job,
    jobId,
    submit,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...command.fieldErrors.value, ...missing.value })),
    /** Nothing to do, or not counted yet: the verb would promise something unknown. */
    idle: computed(() => target.value !== null && toBind.value === 0),
    verb: computed(() =>
      toBind.value === 0
        ? t('standard.bind.submit_none')
        : t('standard.bind.submit', { count: toBind.value, n: count(toBind.value) }),
    ),
    add: (room: RoomChoice) => {
      if (!choice.rooms.some((one) => one.id === room.id)) choice.rooms = [...choice.rooms, room]
    },
    remove: (room: RoomChoice) => {
      choice.rooms = choice.rooms.filter((one) => one.id !== room.id)
    },
  }
}
