import type { AnyOperation } from '../../../src-shared/contract/request/define.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'

interface Parsed {
  readonly _zod: unknown
  safeParse(
    value: unknown,
  ): { success: true; data: unknown } | { success: false; error: { issues: readonly ParsedIssue[] } }
  parse(value: unknown): unknown
}
interface ParsedIssue {
  readonly path: readonly PropertyKey[]
  readonly code: string
  /** Of `too_small` and `too_big`: what is measured, and the bound. */
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
}

/** @throws AppError `input.invalid` with the first 20 places that are wrong. */
export function parseInput(operation: AnyOperation, raw: unknown): unknown {
  const parsed = (operation.input as unknown as Parsed).safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 20).map(toldIssue)
  throw new AppError('input.invalid', { issues }, issues[0]?.path)
}

/** What the page needs for a sentence beside the field; never the value itself. */
function toldIssue({ path, code, origin, minimum, maximum }: ParsedIssue): {
  readonly path: string
  readonly code: string
  readonly origin?: string
  readonly bound?: number
} {
  const told = { path: path.map(String).join('.'), code }
  const bound = minimum ?? maximum
  return origin === undefined || bound === undefined ? told : { ...told, origin, bound: Number(bound) }
}

/** The contract holds for answers too: a handler that says more than it promised is a defect, not a leak. */
export function parseOutput(operation: AnyOperation, output: unknown): unknown {
  return (operation.output as unknown as Parsed).parse(output)
}
