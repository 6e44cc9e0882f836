import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'

import './styles/index.css'
import App from './app/App.vue'
import { FEATURES } from './app/features.ts'
import { createAppRouter } from './app/router.ts'
import { ALL_SHORTCUTS } from './app/shortcuts.ts'
import { attachPorts, client } from './platform/client.ts'
import { watchConnection } from './platform/connection.ts'
import { connectEvents, mergeInvalidations } from './platform/events.ts'
import { watchSession } from './platform/session-watch.ts'
import { useSession } from './platform/session.ts'
import { i18n } from './platform/i18n.ts'
import { ShortcutDispatcher } from './platform/shortcuts/dispatcher.ts'
import { SHORTCUTS, listenForShortcuts } from './platform/shortcuts/use-shortcuts.ts'
import { applyTheme, followSystemTheme } from './platform/theme.ts'

// First of all: the port may be on its way already.
attachPorts(client, window)
watchConnection(client)
applyTheme()
followSystemTheme()

const app = createApp(App)
const pinia = createPinia()
const shortcuts = new ShortcutDispatcher(ALL_SHORTCUTS)

app.use(pinia)
app.use(PiniaColada, {})
app.use(i18n)
app.use(createAppRouter())
app.provide(SHORTCUTS, shortcuts)
listenForShortcuts(shortcuts, window)
const queries = useQueryCache(pinia)
connectEvents(client, queries, mergeInvalidations(FEATURES.map((feature) => feature.invalidations ?? {})))
watchSession(useSession(pinia), queries)
app.mount('#app')
