import { composeMessages } from '../schema.ts'
import { access } from './access.ts'
import { app } from './app.ts'
import { approval } from './approval.ts'
import { audit } from './audit.ts'
import { billing } from './billing.ts'
import { counter } from './counter.ts'
import { importing } from './import.ts'
import { pc } from './pc.ts'
import { paper } from './paper.ts'
import { person } from './person.ts'
import { printing } from './printing.ts'
import { receipt } from './receipt.ts'
import { room } from './room.ts'
import { search } from './search.ts'
import { standard } from './standard.ts'
import { user } from './user.ts'
import { project } from './project.ts'
import { job } from './job.ts'
import { report } from './report.ts'
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
    project,
    user,
    ui,
    counter,
    import: importing,
    paper,
    pc,
    person,
    printing,
    receipt,
    room,
    search,
    standard,
    billing,
    job,
    report,
    shift,
    today,
  },
  kernelErrors,
)
