import type { StudentRecord } from '../../students/student-record';
import { monthsLater } from './calendar';
import { monthlyCapacity } from './capacity';
import { type FocusArea, openAreas } from './focus-areas';
import type { CollegeAdvice, ComputedPlan, DatedMilestone } from './game-plan';
import { lastMonthFor, type PlanFrame, type PlanGoal, planGoals } from './plan-goals';
import { type AreaWork, type Milestone, schedule } from './planner';
import { workOf } from './task-library';

/**
 * A whole plan from a record: goals with their deadlines, and the work of each area in the months
 * before them. The same record, day and choices always give the same plan.
 *
 * @param areas what to work on; null means everything that the record shows to be open.
 */
export function computePlan(
  record: StudentRecord,
  today: string,
  months: number,
  areas: readonly FocusArea[] | null,
  advice: CollegeAdvice,
): ComputedPlan {
  const frame: PlanFrame = {
    today,
    months,
    areas: areas ?? openAreas(record),
    testTarget: advice.testTarget,
  };
  const { goals, tooLate } = planGoals(record, frame);
  const work = goals.flatMap((goal): AreaWork[] =>
    goal.area === null
      ? []
      : [
          {
            area: goal.area,
            tasks: workOf(goal.area, record),
            lastMonth: lastMonthFor(goal, frame),
          },
        ],
  );
  const hoursAMonth = monthlyCapacity(record);
  const { milestones, unplanned } = schedule(work, months, hoursAMonth);
  return {
    startsOn: today,
    months,
    hoursAMonth,
    goals,
    milestones: milestones.map((milestone) => dated(milestone, today, goals)),
    unplanned: unplanned.map(({ title, area }) => ({ title, area })),
    tooLate,
    advice,
  };
}

function dated(milestone: Milestone, today: string, goals: readonly PlanGoal[]): DatedMilestone {
  const monthEnd = monthsLater(today, milestone.month);
  return {
    month: milestone.month,
    tasks: milestone.tasks.map((task) => {
      const deadline = goals.find(({ area }) => area === task.area)?.deadline ?? monthEnd;
      return { ...task, dueOn: deadline < monthEnd ? deadline : monthEnd };
    }),
  };
}
