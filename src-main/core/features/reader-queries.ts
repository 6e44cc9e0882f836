import type { Queries } from '../request/context.ts'
import { auditReaderQueries } from './audit/index.ts'
import { billingReaderQueries } from './billing/index.ts'
import type { ReaderDeps } from './deps.ts'
import { correctionReaderQueries } from './correction/index.ts'
import { importReaderQueries } from './import/index.ts'
import { lateFeeReaderQueries } from './late-fee/index.ts'
import { meteringReaderQueries } from './metering/index.ts'
import { openingReaderQueries } from './opening/index.ts'
import { receiptReaderQueries } from './receipt/index.ts'
import { reportReaderQueries } from './report/index.ts'
import { roomReaderQueries } from './room/reader-queries.ts'
import { safetyReaderQueries } from './safety/index.ts'
import { searchReaderQueries } from './search/reader-queries.ts'
import { shareReaderQueries } from './share/index.ts'
import { shiftReaderQueries } from './shift/index.ts'
import { standardReaderQueries } from './standard/index.ts'

/** Every query that the reader worker answers, one line per feature. */
export function readerQueries(deps: ReaderDeps): Queries {
  return {
    ...roomReaderQueries(deps),
    ...importReaderQueries(),
    ...standardReaderQueries(),
    ...billingReaderQueries(deps),
    ...lateFeeReaderQueries(),
    ...meteringReaderQueries(deps),
    ...shareReaderQueries(),
    ...openingReaderQueries(),
    ...correctionReaderQueries(),
    ...receiptReaderQueries(deps),
    ...shiftReaderQueries(),
    ...reportReaderQueries(),
    ...searchReaderQueries(),
    ...auditReaderQueries(deps),
    ...safetyReaderQueries(),
  }
}
