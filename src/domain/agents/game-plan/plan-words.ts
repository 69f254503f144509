import { z } from 'zod';
import type { StudentRecord } from '../../students/student-record';
import type { Evidence, Examined } from '../agent';
import type { ComputedPlan } from './game-plan';

/** The prose of a plan. */
export const PLAN_WORDS = z.strictObject({
  narrativeArc: z.string().min(1).max(400),
  financialOptimization: z.string().min(1).max(600),
  summary: z.string().min(1).max(1_500),
  evidence: z.array(z.string()).max(30),
});
export type PlanWords = z.infer<typeof PLAN_WORDS>;

/** The prose without a model. */
export function planTemplate(examined: Examined<ComputedPlan>, record: StudentRecord): PlanWords {
  const { computed, evidence, missing } = examined;
  const cited = evidence.filter(({ source }) => /^(activity|record\.in|goal)/.test(source));
  const work = computed.milestones.flatMap(({ tasks }) => tasks);
  return {
    narrativeArc: narrativeArc(record),
    financialOptimization: financialAdvice(record),
    summary: [
      `${work.length} tasks over ${computed.months} months, at most ${computed.hoursAMonth} hours in each.`,
      ...(computed.unplanned.length === 0
        ? []
        : [`${computed.unplanned.length} more found no room; choose fewer areas or more months.`]),
      ...(missing.length === 0 ? [] : [`The plan gets better with: ${missing.join(', ')}.`]),
    ].join(' '),
    evidence: cited.slice(0, 10).map(({ id }: Evidence) => id),
  };
}

function narrativeArc(record: StudentRecord): string {
  const [activity] = record.activities.toSorted(
    (one, other) => (other.hoursPerWeek ?? 0) - (one.hoursPerWeek ?? 0),
  );
  const start = activity?.name ?? record.interests[0];
  const aim = record.intendedMajors[0];
  if (start === undefined && aim === undefined) {
    return 'Your story starts with what you care about: name two interests and one activity.';
  }
  if (start === undefined)
    return `Towards ${aim}: find the first thing you do for it outside class.`;
  if (aim === undefined) return `From ${start} to the field that you will choose because of it.`;
  return `From ${start} to ${aim}: show how one led to the other.`;
}

function financialAdvice(record: StudentRecord): string {
  const band = record.householdIncomeBand;
  if (band === null) {
    return 'Add the household income band to compare net prices; file the FAFSA in any case.';
  }
  return band === '110001+'
    ? 'Compare net prices and merit scholarships; file the FAFSA in any case.'
    : 'Apply for need-based aid: compare the net prices for your income band and file the FAFSA early.';
}
