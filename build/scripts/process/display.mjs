import { spawn } from 'node:child_process'
import { once } from 'node:events'

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * Starts a virtual screen of our own. The server itself picks a free display number and writes it to descriptor 3,
 * so two runs at once never meet.
 */
async function startXvfb() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const failed = new Promise((_resolve, reject) => {
    server.on('error', () =>
      reject(new Error('Xvfb is not installed: a test run on Linux needs it (Debian package xvfb)')),
    )
    server.on('exit', () => reject(new Error('Xvfb ended at once')))
  })
  const [number] = await Promise.race([once(server.stdio[3], 'data'), failed])
  failed.catch(() => {})
  const stop = () => server.kill('SIGTERM')
  process.once('exit', stop)
  server.unref()
  server.stdio[3].unref?.()
  return { display: `:${number.toString().trim()}`, stop }
}

/** Runs `work(env)` with a virtual screen on Linux, with the ordinary one elsewhere. */
export async function withScreen(env, work) {
  if (process.platform !== 'linux') return work(env)
  const screen = await startXvfb()
  try {
    return await work({ ...env, DISPLAY: screen.display, WAYLAND_DISPLAY: '' })
  } finally {
    screen.stop()
  }
}
