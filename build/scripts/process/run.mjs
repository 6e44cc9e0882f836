import { spawn } from 'node:child_process'
import { projectRoot } from '../paths.mjs'

export class CommandFailed extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`)
    this.code = code
    this.output = output
  }
}

const running = new Set()

/** Whoever ends the script ends what it started. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(130)
  })
}

/**
 * Runs a command to its end, without a shell. With `quiet` the output is collected and returned instead of shown.
 * Never throws for an exit code: the caller decides what a failure means.
 */
export function run(command, args, { cwd = projectRoot, env = process.env, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    running.add(child)
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    const output = () => Buffer.concat(chunks).toString('utf8')
    child.on('error', (error) => {
      running.delete(child)
      resolve({ code: 127, output: `${output()}${error.message}\n` })
    })
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? (signal ? 128 : 1), signal, output: output() })
    })
  })
}

export async function runOrThrow(command, args, options) {
  const result = await run(command, args, options)
  if (result.code !== 0) throw new CommandFailed([command, ...args].join(' '), result.code, result.output)
  return result.output
}

export const npmCommand = process.platform === 'win32' ? 'npm.cmd' : 'npm'
