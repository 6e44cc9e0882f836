import { composeMessages } from '../schema.ts'
import { access } from './access.ts'
import { app } from './app.ts'
import { approval } from './approval.ts'
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import { billSheet } from './bill-sheet.ts'
import { billing } from './billing.ts'
import { formula } from './formula.ts'
import { holiday } from './holiday.ts'
import { correction } from './correction.ts'
import { counter } from './counter.ts'
import { importing } from './import.ts'
import { lateFee } from './late-fee.ts'
import { meter } from './meter.ts'
import { metering } from './metering.ts'
import { opening } from './opening.ts'
import { pc } from './pc.ts'
import { paper } from './paper.ts'
import { person } from './person.ts'
import { printing } from './printing.ts'
import { receipt } from './receipt.ts'
import { room } from './room.ts'
import { safety } from './safety.ts'
import { search } from './search.ts'
import { standard } from './standard.ts'
import { update } from './update.ts'
import { user } from './user.ts'
import { project } from './project.ts'
import { job } from './job.ts'
import { report } from './report.ts'
import { share } from './share.ts'
import { shift } from './shift.ts'
import { today } from './today.ts'
import { kernelErrors } from './kernel-errors.ts'
import { ui } from './ui.ts'

export const zhCN = composeMessages(
  {
    access,
    approval,
    audit,
    app,
    backup,
    project,
    update,
    user,
    ui,
    correction,
    counter,
    import: importing,
    late_fee: lateFee,
    meter,
    metering,
    opening,
    paper,
    pc,
    person,
    printing,
    receipt,
    room,
    safety,
    search,
    standard,
    billing,
    bill_sheet: billSheet,
    formula,
    holiday,
    job,
    report,
    share,
    shift,
    today,
  },
  kernelErrors,
)
