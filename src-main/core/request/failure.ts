import { COMMON_ERRORS } from '../../../src-shared/contract/request/common-errors.ts'
import type { ErrorSpec, ErrorSpecs } from '../../../src-shared/contract/request/define.ts'
import type { WireError } from '../../../src-shared/contract/request/wire.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { Log } from '../log.ts'

/**
 * Turns what a handler threw into what the page may see: a declared refusal keeps its code and its declared parameters,
 * anything else becomes `internal` with a reference number, and its stack goes to the log alone.
 */
export function toWireError(
  thrown: unknown,
  declared: ErrorSpecs,
  report: { readonly log: Log; readonly newReference: () => string; readonly op: string },
): WireError {
  if (thrown instanceof AppError) {
    const spec = declaredError(declared, thrown.code)
    if (spec !== null) {
      const params = Object.fromEntries(
        spec.params.filter((name) => Object.hasOwn(thrown.params, name)).map((name) => [name, thrown.params[name]]),
      )
      return {
        class: spec.class,
        code: thrown.code,
        params,
        ...(thrown.field === undefined ? {} : { field: thrown.field }),
      }
    }
  }
  const reference = report.newReference()
  report.log.error('request.failed', {
    op: report.op,
    reference,
    cause: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  })
  return { class: 'internal', code: 'internal', params: {}, reference }
}

export function declaredError(declared: ErrorSpecs, code: string): ErrorSpec | null {
  if (Object.hasOwn(declared, code)) return declared[code] ?? null
  const common: ErrorSpecs = COMMON_ERRORS
  return Object.hasOwn(common, code) ? (common[code] ?? null) : null
}
