import { approvalFeature } from '../features/approval/index.ts'
import { auditFeature } from '../features/audit/index.ts'
import { backupFeature } from '../features/backup/index.ts'
import { billing } from '../features/billing/index.ts'
import { counterFeature } from '../features/counter/index.ts'
import { importFeature } from '../features/import/index.ts'
import { lateFeeFeature } from '../features/late-fee/index.ts'
import { metering } from '../features/metering/index.ts'
import { pcFeature } from '../features/pc/index.ts'
import { openingFeature } from '../features/opening/index.ts'
import { printingFeature } from '../features/printing/index.ts'
import { receiptFeature } from '../features/receipt/index.ts'
import { updateFeature } from '../features/update/index.ts'
import { user } from '../features/user/index.ts'
import { project } from '../features/project/index.ts'
import { standard } from '../features/standard/index.ts'
import { room } from '../features/room/index.ts'
import { jobFeature } from '../features/job/index.ts'
import { reportFeature } from '../features/report/index.ts'
import { safetyFeature } from '../features/safety/index.ts'
import { shareFeature } from '../features/share/index.ts'
import { shiftFeature } from '../features/shift/index.ts'
import { todayFeature } from '../features/today/index.ts'
import type { FeatureModule } from '../platform/feature-module.ts'

/** The features in this product, one line each. */
export const FEATURES: readonly FeatureModule[] = [
  standard,
  billing,
  lateFeeFeature,
  metering,
  shareFeature,
  counterFeature,
  receiptFeature,
  printingFeature,
  importFeature,
  openingFeature,
  room,
  user,
  approvalFeature,
  auditFeature,
  project,
  updateFeature,
  todayFeature,
  shiftFeature,
  reportFeature,
  jobFeature,
  backupFeature,
  safetyFeature,
  pcFeature,
]
