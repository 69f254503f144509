import type { StudentRecord } from '../../students/student-record';
import type { UnknownCollege } from '../../colleges/college';
import { applicationsDue, dueOn, timelineUntil } from './due-dates';
import type { Gap } from './readiness-findings';

/** Something to do, by when. */
export interface Action {
  readonly key: string;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly priority: 'high' | 'medium' | 'low';
  readonly timeline: string;
  readonly dueOn: string;
}

interface Step {
  readonly priority: Action['priority'];
  readonly days: number;
  readonly text: string;
}

const NO_SCORE = 'Register for the SAT or ACT and take it';
const STEPS: Readonly<Record<Gap['part'], Step>> = {
  tests: { priority: 'high', days: 90, text: 'Prepare for the SAT or ACT and take it again' },
  essays: { priority: 'high', days: 60, text: 'Draft or revise the main essay with feedback' },
  gpa: { priority: 'medium', days: 90, text: 'Raise the grade of the two weakest courses' },
  activities: {
    priority: 'medium',
    days: 180,
    text: 'Go deeper in one activity: more hours, or a role with responsibility',
  },
  rigour: {
    priority: 'medium',
    days: 120,
    text: 'Choose an honors, AP or dual-enrollment course for the next term',
  },
  goals: { priority: 'low', days: 14, text: 'Set two goals, each with a date' },
};
const ORDER = { high: 0, medium: 1, low: 2 } as const;

/** What to do about the gaps, each once whatever the number of colleges; the most urgent first. */
export function actionsFor(
  record: StudentRecord,
  gaps: readonly Gap[],
  unknown: readonly UnknownCollege[],
  hasTarget: boolean,
  today: string,
): Action[] {
  const applications = applicationsDue(record, today);
  const action = (key: string, step: Step, evidence: readonly string[]): Action => {
    const due = dueOn(today, step.days, applications);
    const timeline = timelineUntil(today, due);
    return { key: `action:${key}`, ...step, evidence, timeline, dueOn: due };
  };
  const found: Action[] = [];
  for (const part of Object.keys(STEPS) as Gap['part'][]) {
    const concerned = gaps.filter((gap) => gap.part === part);
    const evidence = [...new Set(concerned.flatMap((gap) => gap.evidence))];
    const isGoals = part === 'goals' && record.goals.length === 0;
    if (concerned.length === 0 && !isGoals) continue;
    const hasScore = record.testScores.some(({ test }) => test === 'SAT' || test === 'ACT');
    const text = part === 'tests' && !hasScore ? NO_SCORE : STEPS[part].text;
    found.push(action(part, { ...STEPS[part], text }, evidence));
  }
  if (unknown.length > 0) {
    const text = `Say which college is meant by ${unknown.map(({ name }) => name).join(', ')}`;
    found.push(action('unknown', { priority: 'high', days: 14, text: text.slice(0, 300) }, []));
  }
  if (!hasTarget) {
    const text = 'Name three to five target colleges';
    found.push(action('targets', { priority: 'high', days: 14, text }, []));
  }
  if (record.householdIncomeBand === null) {
    const text = 'Add the household income band, to see what each college would cost';
    found.push(action('income', { priority: 'low', days: 30, text }, []));
  }
  return found
    .map(({ key, text, evidence, priority, timeline, dueOn: due }) => ({
      key,
      text,
      evidence,
      priority,
      timeline,
      dueOn: due,
    }))
    .toSorted(
      (one, other) =>
        ORDER[one.priority] - ORDER[other.priority] || one.dueOn.localeCompare(other.dueOn),
    );
}
