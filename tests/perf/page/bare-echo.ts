import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An Electron program of one empty page and one utility process that sends back a fixed answer over a port, and nothing else. */
export function writeBareEcho(
  folder: string,
  messages: { readonly question: unknown; readonly answer: unknown },
): void {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  write('package.json', '{"name":"bare-echo","main":"main.cjs"}')
  write('main.cjs', MAIN)
  write('preload.cjs', PRELOAD)
  write(
    'echo.cjs',
    `const answer = ${JSON.stringify(messages.answer)}
process.parentPort.on('message', ({ ports: [port] }) => {
  port.on('message', () => port.postMessage(answer))
  port.start()
})`,
  )
  write('page.html', `<title>echo</title><script>${page(messages.question)}</script>`)
}

const MAIN = `const { app, BrowserWindow, MessageChannelMain, utilityProcess } = require('electron')
const { join } = require('node:path')
app.whenReady().then(async () => {
  const echo = utilityProcess.fork(join(__dirname, 'echo.cjs'))
  const window = new BrowserWindow({ webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true } })
  await window.loadFile('page.html')
  const { port1, port2 } = new MessageChannelMain()
  echo.postMessage('port', [port1])
  window.webContents.postMessage('port', null, [port2])
})
app.on('window-all-closed', () => app.quit())`

const PRELOAD = `const { ipcRenderer } = require('electron')
ipcRenderer.on('port', (event) => window.postMessage('port', '*', [...event.ports]))`

const page = (question: unknown): string => `
let answered = () => {}
let port = null
window.ready = new Promise((resolve) => addEventListener('message', (event) => {
  if (event.data !== 'port') return
  port = event.ports[0]
  port.onmessage = () => answered()
  resolve(true)
}))
window.ask = async (calls) => {
  const question = ${JSON.stringify(question)}
  const started = performance.now()
  for (let at = 0; at < calls; at++) {
    const answer = new Promise((resolve) => { answered = resolve })
    port.postMessage(question)
    await answer
  }
  return (performance.now() - started) / calls
}`
