import { bestScores, type TestPosition, testPosition } from '../../colleges/academic-position';
import type { College } from '../../colleges/college';
import type { StudentRecord } from '../../students/student-record';
import { activityDepth, advancedCourses, gpaShare } from '../student-academics';

/** The parts of readiness and their weights, which add up to 1. */
export const PART_WEIGHTS = {
  tests: 0.35,
  gpa: 0.2,
  activities: 0.2,
  rigour: 0.1,
  essays: 0.1,
  goals: 0.05,
} as const;
export type PartName = keyof typeof PART_WEIGHTS;

/** Each part from 0 to 1; null where the record or the table says nothing of it. */
export type Parts = Readonly<Record<PartName, number | null>>;

/** A match in numbers. */
export interface MatchScore {
  /** 0 to 1, to two decimals; null with the reason. */
  readonly score: number | null;
  readonly reason: string | null;
  /** Where the score may be once everything is known; null without a score. */
  readonly low: number | null;
  readonly high: number | null;
}

export const BANDS = ['reach', 'target', 'likely'] as const;
export type Band = (typeof BANDS)[number];

/** So much a formula of this kind is off at least, on either side. */
const LEAST_SLACK = 0.05;
const ESSAY_VALUES = { DRAFT: 0.3, REVISED: 0.7, FINAL: 1 } as const;
const MANY_ADVANCED_COURSES = 6;

/** What the record alone says; the same for every college. */
export function ownParts(record: StudentRecord): Omit<Parts, 'tests'> {
  const share = gpaShare(record);
  const essays = record.documents
    .filter(({ kind }) => kind === 'ESSAY')
    .map(({ state }) => ESSAY_VALUES[state])
    .toSorted((one, other) => other - one);
  const depths = record.activities.map(activityDepth).toSorted((one, other) => other - one);
  const settled = record.goals.filter(({ isReached, deadline }) => isReached || deadline !== null);
  return {
    gpa: share === null ? null : cut(2 * share - 1),
    activities: depths.length === 0 ? null : cut(sum(depths.slice(0, 3)) / 2),
    rigour:
      record.courses.length === 0
        ? null
        : cut(advancedCourses(record.courses).length / MANY_ADVANCED_COURSES),
    essays: essays.length === 0 ? null : cut(sum(essays.slice(0, 2)) / 2),
    goals: record.goals.length === 0 ? null : settled.length / record.goals.length,
  };
}

/** The position of the record's best test at a college; null where either is not known. */
export function positionAt(record: StudentRecord, college: College): TestPosition | null {
  return testPosition(bestScores(record), college.figures);
}

/**
 * The weighted mean of the parts that are known. `low` takes what is not known as 0 and `high` as
 * 1, and both leave 0.05 on either side at least. Without a test position and without a GPA there
 * is no score.
 */
export function matchScore(parts: Parts): MatchScore {
  if (parts.tests === null && parts.gpa === null) {
    return {
      score: null,
      reason: 'There is neither a GPA nor a test score to compare with those who enrolled.',
      low: null,
      high: null,
    };
  }
  let [reached, known] = [0, 0];
  for (const [name, weight] of Object.entries(PART_WEIGHTS)) {
    const value = parts[name as PartName];
    if (value === null) continue;
    reached += weight * value;
    known += weight;
  }
  const score = reached / known;
  return {
    score: rounded(score),
    reason: null,
    low: rounded(Math.max(0, Math.min(reached, score - LEAST_SLACK))),
    high: rounded(Math.min(1, Math.max(reached + 1 - known, score + LEAST_SLACK))),
  };
}

/**
 * Reach, target or likely. Where fewer than 15 of 100 are admitted every student reaches. Otherwise
 * the test decides: in the upper quarter of those who enrolled it is likely when at least half are
 * admitted; from the lower quartile on it is a target; below, a reach. Null when neither is known.
 */
export function bandOf(college: College, position: TestPosition | null): Band | null {
  const rate = college.figures.admission_rate?.value;
  if (rate !== undefined && rate < 0.15) return 'reach';
  if (position === null) return null;
  if (position.position < 0.25) return 'reach';
  return position.position >= 0.75 && rate !== undefined && rate >= 0.5 ? 'likely' : 'target';
}

/** The mean of the match scores that there are, to two decimals; null without any. */
export function overallReadiness(matches: readonly MatchScore[]): number | null {
  const scores = matches.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? null : rounded(sum(scores) / scores.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function cut(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
