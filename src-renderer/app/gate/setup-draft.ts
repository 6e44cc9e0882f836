import type { Ref } from 'vue'

import type { CommunityKind } from '../../../src-shared/domain/access/features.ts'
import { t } from '../../platform/i18n.ts'
import { useDraft } from '../../platform/use-draft.ts'

/** What the wizard keeps over a restart of the page; passwords are never among it. */
export interface SetupDraft {
  projectName: string
  projectCode: string
  communityKind: CommunityKind
  payeeName: string
  username: string
  displayName: string
  start: 'empty' | 'import' | 'demo'
}

export interface SetupDraftHandle {
  readonly value: Ref<SetupDraft>
  discard(): void
}

export function useSetupDraft(): SetupDraftHandle {
  return useDraft<SetupDraft>('setup', () => ({
    projectName: '',
    projectCode: '',
    communityKind: 'standard',
    payeeName: '',
    username: 'admin',
    displayName: '',
    start: 'empty',
  }))
}

/** Made-up residents must never stand under a real name: the demo brings its own. */
export function projectOf({ start, projectName, projectCode, payeeName }: SetupDraft): {
  readonly projectName: string
  readonly projectCode: string
  readonly payeeName: string
} {
  if (start !== 'demo') return { projectName: projectName.trim(), projectCode, payeeName: payeeName.trim() }
  return { projectName: t('app.setup.demo_project'), projectCode: 'DEMO', payeeName: t('app.setup.demo_payee') }
}
