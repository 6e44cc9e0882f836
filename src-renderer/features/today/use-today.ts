import { computed } from 'vue'
import { useRouter } from 'vue-router'

import { admit } from '../../platform/access.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import type { Today } from './cards.ts'
import { cardsOf, figuresOf, firstStepsOf } from './cards.ts'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The first page of the day: what waits for the person, figures that lead on, the way from an empty project. */
export function useToday() {
  const session = useSession()
  const router = useRouter()
  const query = useAppQuery('report.today', {}, { staleTime: 0 })
  const bills = computed(() => session.can('billing.run') && session.has('billing'))
  // It plans what is due: the page does not wait for it.
  const due = useAppQuery(
    'billing.due',
    {},
    {
      enabled: () => bills.value && query.data.value?.goLiveMissing !== true && (query.data.value?.rooms ?? 0) > 0,
      staleTime: 60_000,
    },
  )

  /** Whether a page is in this product, and open to this person. */
  function leads(name: string): boolean {
    return router.hasRoute(name) && admit(router.resolve({ name }).meta, session).kind === 'open'
  }

  async function go(name: string): Promise<void> {
    if (leads(name)) await router.push({ name })
  }

  const who = computed(() => ({
    collects: session.can('shift.own') && session.can('counter.collect') && session.has('shift'),
    bills: bills.value,
    due: due.data.value,
  }))
  const greeting = computed(() => {
    const date = today()
    const day = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'monday'
    return t('today.page.greeting', {
      name: session.view?.user.displayName ?? '',
      date,
      weekday: t(`today.page.weekday.${day}`),
    })
  })

  return {
    query,
    greeting,
    leads,
    go,
    cards: (figures: Today) => cardsOf(figures, who.value),
    figures: (answer: Today) => figuresOf(answer),
    steps: (answer: Today) => firstStepsOf(answer),
  }
}
