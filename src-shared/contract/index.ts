import { approvalContract } from './approval.contract.ts'
import { auditContract } from './audit.contract.ts'
import { backupContract } from './backup.contract.ts'
import { billSheetContract } from './bill-sheet.contract.ts'
import { billingContract } from './billing.contract.ts'
import { correctionContract } from './correction.contract.ts'
import { counterContract } from './counter.contract.ts'
import { importContract } from './import.contract.ts'
import { jobContract } from './job.contract.ts'
import { lateFeeContract } from './late-fee.contract.ts'
import { meteringContract } from './metering.contract.ts'
import { openingContract } from './opening.contract.ts'
import { printingContract } from './printing.contract.ts'
import { projectContract } from './project.contract.ts'
import { receiptContract } from './receipt.contract.ts'
import { reportContract } from './report.contract.ts'
import { roomContract } from './room.contract.ts'
import { safetyContract } from './safety.contract.ts'
import { searchContract } from './search.contract.ts'
import { sessionContract } from './session.contract.ts'
import { setupContract } from './setup.contract.ts'
import { shareContract } from './share.contract.ts'
import { shiftContract } from './shift.contract.ts'
import { standardContract } from './standard.contract.ts'
import { updateContract } from './update.contract.ts'
import { userContract } from './user.contract.ts'

/** Every feature's part of the contract, one line each. */
export const FEATURE_CONTRACTS = [
  setupContract,
  sessionContract,
  userContract,
  approvalContract,
  auditContract,
  projectContract,
  roomContract,
  importContract,
  standardContract,
  billingContract,
  billSheetContract,
  lateFeeContract,
  meteringContract,
  shareContract,
  openingContract,
  correctionContract,
  counterContract,
  receiptContract,
  shiftContract,
  reportContract,
  jobContract,
  printingContract,
  backupContract,
  safetyContract,
  searchContract,
  updateContract,
] as const

/** Every operation by name: the client, the permission table, the fuzz tests and the later HTTP interface come from it. */
export const contract = {
  ...setupContract.operations,
  ...sessionContract.operations,
  ...userContract.operations,
  ...approvalContract.operations,
  ...auditContract.operations,
  ...projectContract.operations,
  ...roomContract.operations,
  ...importContract.operations,
  ...standardContract.operations,
  ...billingContract.operations,
  ...billSheetContract.operations,
  ...lateFeeContract.operations,
  ...meteringContract.operations,
  ...shareContract.operations,
  ...openingContract.operations,
  ...correctionContract.operations,
  ...counterContract.operations,
  ...receiptContract.operations,
  ...shiftContract.operations,
  ...reportContract.operations,
  ...jobContract.operations,
  ...printingContract.operations,
  ...backupContract.operations,
  ...safetyContract.operations,
  ...searchContract.operations,
  ...updateContract.operations,
}

export type Contract = typeof contract
