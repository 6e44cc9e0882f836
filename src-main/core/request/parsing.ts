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
}

/** @throws AppError `input.invalid` with the first 20 places that are wrong. */
export function parseInput(operation: AnyOperation, raw: unknown): unknown {
  const parsed = (operation.input as unknown as Parsed).safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.'), code: issue.code }))
  throw new AppError('input.invalid', { issues }, issues[0]?.path)
}

/** The contract holds for answers too: a handler that says more than it promised is a defect, not a leak. */
export function parseOutput(operation: AnyOperation, output: unknown): unknown {
  return (operation.output as unknown as Parsed).parse(output)
}
