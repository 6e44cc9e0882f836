import type { GrantMode } from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'

/** 文件授权: paths that the person chose in a dialog. Core touches no other file for a page, and a page never names a path. */
export class FileGrants {
  readonly #granted = new Map<string, { readonly path: string; readonly mode: GrantMode }>()

  add(grantId: string, grant: { readonly path: string; readonly mode: GrantMode }): void {
    this.#granted.set(grantId, grant)
  }

  /** @throws AppError `job.grant_unknown` */
  pathOf(grantId: string, mode: GrantMode): string {
    const grant = this.#granted.get(grantId)
    if (grant === undefined || grant.mode !== mode) throw new AppError('job.grant_unknown', {}, 'grantId')
    return grant.path
  }
}
