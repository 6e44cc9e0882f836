import { computed, onMounted, reactive, shallowRef, watch } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { InputFor } from '../../platform/client.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'

type Settings = InputFor<'printing.configure'>

export interface SystemPrinter {
  readonly name: string
  readonly isDefault: boolean
}
export interface PrintForm {
  kind: Settings['printer']['kind']
  printerName: string
  format: Settings['format']
  copies: number
  offsetXE1mm: number | null
  offsetYE1mm: number | null
}

/** The settings as the form holds them; the printer's name stays when another kind is looked at. */
export function formOf(settings: Settings): PrintForm {
  const { printer, format, copies, offsetXE1mm, offsetYE1mm } = settings
  return {
    kind: printer.kind,
    printerName: printer.kind === 'system' ? printer.name : '',
    format,
    copies,
    offsetXE1mm,
    offsetYE1mm,
  }
}

export function settingsOf(form: PrintForm): Settings {
  const printer: Settings['printer'] =
    form.kind === 'system' ? { kind: 'system', name: form.printerName } : { kind: form.kind }
  return {
    printer,
    format: form.format,
    copies: form.copies,
    offsetXE1mm: form.offsetXE1mm ?? 0,
    offsetYE1mm: form.offsetYE1mm ?? 0,
  }
}

/** Printer of this PC, its papers and their queue. */
export function usePrinting() {
  const session = useSession()
  const settings = useAppQuery('printing.settings', {})
  const queue = useAppQuery('printing.queue', {})
  const configuring = useCommand('printing.configure')
  const testing = useCommand('printing.test_page')
  const retrying = useCommand('printing.retry')
  const printers = shallowRef<readonly SystemPrinter[]>([])
  const form = reactive<PrintForm>({
    kind: 'none',
    printerName: '',
    format: 'continuous_241_third',
    copies: 1,
    offsetXE1mm: 0,
    offsetYE1mm: 0,
  })
  const changed = computed(() => {
    const saved = settings.data.value
    return saved !== undefined && JSON.stringify(settingsOf(form)) !== JSON.stringify(settingsOf(formOf(saved)))
  })

  watch(settings.data, (saved) => saved !== undefined && Object.assign(form, formOf(saved)), { immediate: true })

  onMounted(async () => {
    if (!hasDesktop()) return
    printers.value = await desktop().listPrinters()
    if (form.printerName === '')
      form.printerName = printers.value.find(({ isDefault }) => isDefault)?.name ?? printers.value[0]?.name ?? ''
  })

  async function save(): Promise<boolean> {
    const answer = await configuring.run(settingsOf(form))
    if (!answer.ok) return false
    notify({ tone: 'ok', text: t('printing.page.saved') })
    await settings.refresh()
    return true
  }

  /** The page that tries a printer is of the settings on the screen, hence they are saved first. */
  async function test(): Promise<void> {
    if (changed.value && !(await save())) return
    const answer = await testing.run({})
    notify(answer.ok ? { tone: 'ok', text: t('printing.page.tested') } : { tone: 'due', text: errorText(answer.error) })
  }

  async function retry(printJobId: Id): Promise<void> {
    retrying.renew()
    const answer = await retrying.run({ printJobId })
    notify(
      answer.ok ? { tone: 'ok', text: t('printing.page.retried') } : { tone: 'due', text: errorText(answer.error) },
    )
    if (!answer.ok) await queue.refresh()
  }

  return {
    settings,
    queue,
    form,
    printers,
    changed,
    configuring,
    canConfigure: computed(() => session.can('receipt.reprint')),
    save,
    test,
    retry,
  }
}
