import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { assetOf } from './asset-path.ts'
import { PAGE_HEADERS } from './headers.ts'

export const APP_ORIGIN = 'app://app'

/** Must run before the program is ready, and once: `print` is the paper that a hidden window prints from memory. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, codeCache: true } },
    { scheme: 'print', privileges: { ...privileges, stream: true } },
  ])
}

/** Serves the built page, and nothing but it, as `app://app/`. */
export function serveApp(root: string): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const asset = assetOf(request.url, root)
    if (asset === null) return refuse(404)
    try {
      const body = await readFile(asset.path)
      return new Response(request.method === 'HEAD' ? null : body, {
        headers: { ...PAGE_HEADERS, 'Content-Type': asset.mimeType },
      })
    } catch {
      return refuse(404)
    }
  })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: PAGE_HEADERS })
}
