import { computed, onActivated, reactive, ref, watch } from 'vue'

import type { OutputFor } from '../../platform/client.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'

const DEFAULT_HOUR = 2

/** The backups of this PC: state, place, the sets there, and the button. */
export function useBackup() {
  const session = useSession()
  const status = useAppQuery('backup.status', {}, { staleTime: 0 })
  const overview = useAppQuery('backup.overview', {}, { staleTime: 0 })
  const listing = useCommand('backup.list_sets')
  const making = useCommand('backup.make')
  const configuring = useCommand('backup.configure')
  const checking = useCommand('backup.check_file')
  const listed = ref<OutputFor<'backup.list_sets'> | null>(null)
  const form = reactive({ nightlyHour: DEFAULT_HOUR })
  const hourChanged = computed(() => {
    const place = overview.data.value?.place
    return place !== null && place !== undefined && place.nightlyHour !== form.nightlyHour
  })

  async function list(): Promise<void> {
    listing.renew()
    const answer = await listing.run({})
    listed.value = answer.ok ? answer.value : null
  }

  /** Without a folder: to the chosen place. */
  async function make(elsewhere: boolean): Promise<void> {
    const folder = elsewhere ? await choose() : null
    if (elsewhere && folder === null) return
    making.renew()
    const answer = await making.run({ grantId: folder })
    notify(answer.ok ? { tone: 'ok', text: t('backup.page.made') } : { tone: 'due', text: errorText(answer.error) })
  }

  async function checkFile(): Promise<void> {
    checking.renew()
    const answer = await checking.run({})
    notify(answer.ok ? { tone: 'ok', text: t('backup.file.begun') } : { tone: 'due', text: errorText(answer.error) })
  }

  async function choosePlace(): Promise<void> {
    const grantId = await choose()
    if (grantId !== null) await configure(grantId)
  }

  async function configure(grantId: string | null): Promise<void> {
    configuring.renew()
    const answer = await configuring.run({ grantId, nightlyHour: form.nightlyHour })
    if (!answer.ok) return
    notify({ tone: 'ok', text: t('backup.page.saved') })
    await overview.refresh()
    await list()
  }

  watch(
    () => overview.data.value?.place?.nightlyHour,
    (hour) => {
      if (hour !== undefined) form.nightlyHour = hour
    },
    { immediate: true },
  )
  // A set that was just made stands in the list when its task has ended.
  watch(
    () => status.data.value?.running,
    (running, before) => {
      if (before === true && running === false) void list()
    },
  )
  onActivated(list)

  return {
    status,
    overview,
    listing,
    listed,
    making,
    configuring,
    checking,
    form,
    hourChanged,
    mayConfigure: computed(() => session.can('setting.manage')),
    mayRestore: computed(() => session.can('backup.restore') && hasDesktop()),
    list,
    make,
    checkFile,
    choosePlace,
    saveHour: () => configure(null),
  }
}

async function choose(): Promise<string | null> {
  return (await desktop().chooseFolder())?.grantId ?? null
}
