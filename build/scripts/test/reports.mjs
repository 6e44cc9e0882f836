import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../paths.mjs'

export const reportsFolder = () => inProject('out', 'reports')

const escape = (text) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const unescape = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')

/** A check that is no test run counts as one test. */
function caseOf({ name, seconds, failure }, stage) {
  const open = `<testcase classname="${escape(stage)}" name="${escape(name)}" time="${seconds.toFixed(3)}"`
  if (failure === null) return `    ${open}/>`
  return `    ${open}>\n      <failure message="failed">${escape(failure.slice(-20_000))}</failure>\n    </testcase>`
}

/** `checks`: `{ name, seconds, failure: string | null }`. */
export function writeReport(stage, checks) {
  const failures = checks.filter((check) => check.failure !== null).length
  const counts = `tests="${checks.length}" failures="${failures}" errors="0"`
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(stage)}" ${counts}>`,
    `  <testsuite name="${escape(stage)}" ${counts}>`,
    ...checks.map((check) => caseOf(check, stage)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
  writeFileSync(join(reportsFolder(), `${stage}.xml`), xml)
}

const attribute = (head, name) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(head)?.[1] ?? '')

function readCases(path) {
  const xml = readFileSync(path, 'utf8')
  return [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, head, body = '']) => ({
    name: `${attribute(head, 'classname')} › ${attribute(head, 'name')}`,
    failed: /<(failure|error)\b/.test(body),
    skipped: /<skipped\b/.test(body),
  }))
}

export function hasFailures(path) {
  return existsSync(path) && readCases(path).some((test) => test.failed)
}

/** The sum over all reports; skipped tests count as neither. */
export function readTotals() {
  const files = readdirSync(reportsFolder()).filter((name) => name.endsWith('.xml'))
  const cases = files.flatMap((name) => readCases(join(reportsFolder(), name)))
  const failures = cases.filter((test) => test.failed).map((test) => test.name)
  return { passed: cases.filter((test) => !test.failed && !test.skipped).length, failed: failures.length, failures }
}
