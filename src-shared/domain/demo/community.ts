import type { LocalDate } from '../../kernel/time.ts'
import { planProjects, type ProfileName } from './profile.ts'
import { buildProject } from './project.ts'
import type { Community, ProjectRecord } from './records.ts'

/**
 * A made-up community (演示与测试数据) of the sizes and rates of domain rules 8: the same profile, seed and day give the same bytes.
 * Its state is that of the morning of `today`: paid-until days and arrears as the office would import them. For a year of
 * simulated business take the day on which that year begins.
 */
export function generateCommunity(of: {
  readonly profile: ProfileName
  readonly seed: number
  readonly today: LocalDate
}): Community {
  const plans = planProjects(of.profile, of.seed)
  const project = (index: number): ProjectRecord => {
    const plan = plans[index]
    if (plan === undefined) throw new RangeError(`No project ${index} in profile ${of.profile}`)
    return buildProject(plan, of)
  }
  return {
    ...of,
    project_count: plans.length,
    project,
    *projects() {
      for (const plan of plans) yield project(plan.index)
    },
  }
}
