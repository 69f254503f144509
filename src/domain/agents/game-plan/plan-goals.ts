import type { StudentRecord } from '../../students/student-record';
import { graduationYear, monthsLater, wholeMonthsUntil } from './calendar';
import type { FocusArea } from './focus-areas';

/** Something to reach by a date. */
export interface PlanGoal {
  /** `goal_1` and so on. */
  readonly id: string;
  readonly title: string;
  readonly target: string | null;
  readonly deadline: string;
  /** The area whose work leads to it; null for a goal of the student's own. */
  readonly area: FocusArea | null;
}

/** When an area's work must be done at the latest, counted from the last year of school. */
const AREA_ENDS: Readonly<Record<FocusArea, ((lastYear: number) => string) | null>> = {
  test_prep: (lastYear) => `${lastYear - 1}-12-01`,
  academics: null,
  extracurriculars: null,
  essays: (lastYear) => `${lastYear - 1}-11-01`,
  college_research: (lastYear) => `${lastYear - 1}-09-01`,
  recommendations: (lastYear) => `${lastYear - 1}-10-15`,
  financial_aid: (lastYear) => `${lastYear}-02-01`,
  applications: (lastYear) => `${lastYear}-01-01`,
};

const TITLES: Readonly<Record<FocusArea, string>> = {
  test_prep: 'Reach your best SAT or ACT score',
  academics: 'Keep your grades strong in demanding courses',
  extracurriculars: 'Go deeper in what you do outside class',
  essays: 'Complete your college essays',
  college_research: 'Settle a balanced list of colleges',
  recommendations: 'Have your recommendations promised',
  financial_aid: 'Know what college will cost, and ask for aid',
  applications: 'Submit your applications',
};

/** What the plan of one student starts from. */
export interface PlanFrame {
  readonly today: string;
  readonly months: number;
  readonly areas: readonly FocusArea[];
  /** A test score to aim at, from the colleges that the student names; null when unknown. */
  readonly testTarget: string | null;
}

/** The goals of a plan, and the areas whose time has passed. */
export interface PlanGoals {
  readonly goals: readonly PlanGoal[];
  readonly tooLate: readonly FocusArea[];
}

/**
 * The student's own open goals first, by their deadlines, then one goal for each area. No deadline
 * lies beyond the end of the plan or in the past: own goals of the past are left out, and an area
 * whose time has passed is named instead.
 */
export function planGoals(record: StudentRecord, frame: PlanFrame): PlanGoals {
  const end = monthsLater(frame.today, frame.months);
  const own = record.goals
    .filter(({ isReached, deadline }) => !isReached && (deadline ?? end) >= frame.today)
    .map(({ title, target, deadline }) => ({
      title,
      target,
      deadline: earlier(deadline ?? end, end),
      area: null,
    }))
    .toSorted((one, other) => one.deadline.localeCompare(other.deadline));
  const ends = frame.areas.map((area) => ({ area, deadline: areaEnd(area, record, frame, end) }));
  const forAreas = ends
    .filter(({ deadline }) => deadline >= frame.today)
    .map(({ area, deadline }) => ({
      title: TITLES[area],
      target: targetOf(area, record, frame.testTarget),
      deadline,
      area,
    }));
  return {
    goals: [...own, ...forAreas].map((goal, index) => ({ id: `goal_${index + 1}`, ...goal })),
    tooLate: ends.filter(({ deadline }) => deadline < frame.today).map(({ area }) => area),
  };
}

/** The last month of a plan in which work towards a deadline is done in time; the first at least. */
export function lastMonthFor(goal: PlanGoal, frame: PlanFrame): number {
  return Math.max(1, Math.min(frame.months, wholeMonthsUntil(frame.today, goal.deadline)));
}

function areaEnd(
  area: FocusArea,
  record: StudentRecord,
  { today }: PlanFrame,
  end: string,
): string {
  const lastYear =
    record.graduationYear ?? (record.grade === null ? null : graduationYear(today, record.grade));
  const own = lastYear === null ? null : (AREA_ENDS[area]?.(lastYear) ?? null);
  return own === null ? end : earlier(own, end);
}

function targetOf(
  area: FocusArea,
  record: StudentRecord,
  testTarget: string | null,
): string | null {
  const colleges = record.targetColleges.length;
  switch (area) {
    case 'test_prep':
      return testTarget;
    case 'academics':
      return record.gpa === null
        ? null
        : `A GPA of ${record.gpa.value} of ${record.gpa.scale} or more`;
    case 'essays':
      return `${1 + colleges} polished essays`;
    case 'applications':
      return colleges === 0 ? null : `${colleges} applications`;
    default:
      return null;
  }
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
