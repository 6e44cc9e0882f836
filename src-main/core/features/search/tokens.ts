import { parseReceiptNumber } from '../../../../src-shared/domain/receipt/index.ts'

/**
 * Words for project and buildings stand in every document, so that the index itself leaves out what the asker may not see:
 * filtering afterwards would read the hits of all projects first.
 */
export function scopeTokens(projectId: string, buildingIds: readonly string[]): string[] {
  return [projectToken(projectId), ...buildingIds.map(buildingToken)]
}

export function projectToken(projectId: string): string {
  return `pj${projectId.replaceAll('-', '')}`
}

export function buildingToken(buildingId: string): string {
  return `bd${buildingId.replaceAll('-', '')}`
}

/** What a receipt number is found by: as a whole, by its sequence, and by year and sequence. */
export function receiptTokens(receiptNo: string): string[] {
  const whole = wholeReceiptToken(receiptNo)
  const parts = parseReceiptNumber(receiptNo)
  return parts === null
    ? [whole]
    : [whole, sequenceToken(null, parts.sequence), sequenceToken(parts.year, parts.sequence)]
}

export function wholeReceiptToken(receiptNo: string): string {
  return `rc${receiptNo.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}

export function sequenceToken(year: number | null, sequence: number): string {
  return year === null ? `rs${sequence}` : `ry${year}x${sequence}`
}
