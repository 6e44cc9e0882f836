import { join } from 'node:path'
import { app } from 'electron'

/** Where the build has put the parts of the program. */
export interface BuildPaths {
  readonly core: string
  readonly preload: string
  readonly renderer: string
  /** Address of the development server, when there is one; a package does not look at it. */
  readonly devUrl: string | null
}

/** The shipped files, in the checkout and inside a package's archive alike. */
export function resourceFolders(): { readonly fontsDir: string; readonly samplesDir: string } {
  const root = join(app.getAppPath(), 'resources')
  return { fontsDir: join(root, 'fonts'), samplesDir: join(root, 'samples') }
}
