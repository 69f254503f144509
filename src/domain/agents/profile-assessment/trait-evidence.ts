import type { StudentRecord } from '../../students/student-record';
import {
  activityInWords,
  advancedCourses,
  courseInWords,
  gpaInWords,
  gpaShare,
  yearlyHours,
} from '../student-academics';
import { type Trait, TRAIT_RULES } from './trait-rules';

/** One thing in the record that speaks for a trait. */
export interface TraitEvidence {
  /** Kinds of evidence are independent of each other; two of one kind are less so. */
  readonly kind:
    | 'activity'
    | 'course'
    | 'award'
    | 'test'
    | 'text'
    | 'session'
    | 'goal'
    | 'interest';
  readonly source: string;
  /** The words of the record. */
  readonly quote: string;
  /** How much it says, 0 to 1. */
  readonly weight: number;
}

const LEVEL_WEIGHTS = {
  SCHOOL: 0.4,
  REGIONAL: 0.6,
  STATE: 0.8,
  NATIONAL: 1,
  INTERNATIONAL: 1,
} as const;
/** Three texts weigh as much as a middling activity, however many there are and whatever they say. */
const MOST_TEXTS = 2;
const TEXT_WEIGHT = 0.3;
const MOST_COURSES = 3;
const LONGEST_QUOTE = 140;

/** Everything in the record that speaks for a trait, by the documented rules. */
export function evidenceFor(trait: Trait, record: StudentRecord): TraitEvidence[] {
  return [
    ...activitiesFor(trait, record),
    ...coursesFor(trait, record),
    ...awardsFor(trait, record),
    ...OWN_RULES[trait](record),
    ...textsFor(trait, record),
  ];
}

function activitiesFor(trait: Trait, record: StudentRecord): TraitEvidence[] {
  const { fields, activityNames } = TRAIT_RULES[trait];
  return record.activities.flatMap((activity): TraitEvidence[] => {
    const isNamed = activityNames?.test(`${activity.name} ${activity.role ?? ''}`) ?? false;
    const isLeading = trait === 'leader' && activity.leads;
    const isLong = trait === 'persistent' && (activity.years ?? 0) >= 3;
    if (!fields.includes(activity.field) && !isNamed && !isLeading && !isLong) return [];
    const isStrong = isLeading || isLong || (yearlyHours(activity) ?? 0) >= 100;
    return [
      {
        kind: 'activity',
        source: `activity:${activity.id}`,
        quote: activityInWords(activity),
        weight: isStrong ? 1 : 0.6,
      },
    ];
  });
}

function coursesFor(trait: Trait, record: StudentRecord): TraitEvidence[] {
  const { courses } = TRAIT_RULES[trait];
  if (courses === null) return [];
  return record.courses
    .filter(({ name, subject }) => courses.test(`${name} ${subject ?? ''}`))
    .flatMap((course): TraitEvidence[] => {
      const merits = [course.rigour !== 'REGULAR', /^A[+-]?$/i.test(course.grade ?? '')];
      const count = merits.filter(Boolean).length;
      return count === 0
        ? []
        : [
            {
              kind: 'course',
              source: `course:${course.id}`,
              quote: courseInWords(course),
              weight: count === 2 ? 0.6 : 0.4,
            },
          ];
    })
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, MOST_COURSES);
}

function awardsFor(trait: Trait, record: StudentRecord): TraitEvidence[] {
  const { awards } = TRAIT_RULES[trait];
  if (awards === null) return [];
  return record.awards
    .filter(({ name }) => awards.test(name))
    .map(({ id, name, level }) => ({
      kind: 'award',
      source: `award:${id}`,
      quote: `${name} (${level.toLowerCase()})`,
      weight: LEVEL_WEIGHTS[level],
    }));
}

/** Essays and messages of the student's own; a text counts once, whatever it repeats. */
function textsFor(trait: Trait, record: StudentRecord): TraitEvidence[] {
  const { words } = TRAIT_RULES[trait];
  const texts = [
    ...record.documents
      .filter(({ kind }) => kind === 'ESSAY')
      .map(({ id, text }) => ({ source: `document:${id}`, text })),
    ...record.communications
      .filter(({ fromStudent }) => fromStudent)
      .map(({ id, text }) => ({ source: `communication:${id}`, text })),
    ...record.documentEvidence.map(({ id, quote }) => ({
      source: `document_evidence:${id}`,
      text: quote,
    })),
  ];
  return texts
    .flatMap(({ source, text }): TraitEvidence[] => {
      const sentence = sentenceWith(words, text);
      return sentence === null
        ? []
        : [{ kind: 'text', source, quote: sentence, weight: TEXT_WEIGHT }];
    })
    .slice(0, MOST_TEXTS);
}

type OwnRule = (record: StudentRecord) => TraitEvidence[];
const NOTHING: OwnRule = () => [];

/** What is neither an activity nor a name: test sections, goals, sessions, interests, essays. */
const OWN_RULES: Readonly<Record<Trait, OwnRule>> = {
  creative: NOTHING,
  leader: NOTHING,
  collaborative: NOTHING,
  analytical: (record) =>
    record.testScores.flatMap(({ id, test, sections }): TraitEvidence[] => {
      const math = sections['math'] ?? 0;
      const isHigh = (test === 'SAT' && math >= 700) || (test === 'ACT' && math >= 30);
      return isHigh
        ? [{ kind: 'test', source: `test_score:${id}`, quote: `${test} math ${math}`, weight: 0.6 }]
        : [];
    }),
  persistent: (record) => [
    ...record.goals
      .filter(({ isReached }) => isReached)
      .slice(0, 2)
      .map(({ id, title }): TraitEvidence => ({
        kind: 'goal',
        source: `goal:${id}`,
        quote: `Reached: ${title}`,
        weight: 0.5,
      })),
    ...record.documents
      .filter(({ kind, state }) => kind === 'ESSAY' && state === 'REVISED')
      .slice(0, 1)
      .map(({ id, title }): TraitEvidence => ({
        kind: 'text',
        source: `document:${id}`,
        quote: `Revised: ${title}`,
        weight: 0.4,
      })),
  ],
  curious: (record) => {
    const subjects = new Set(advancedCourses(record.courses).map(({ subject }) => subject));
    subjects.delete(null);
    return [
      ...(record.interests.length >= 3
        ? [interest(`Interests: ${record.interests.slice(0, 5).join(', ')}`)]
        : []),
      ...(subjects.size >= 3
        ? [
            {
              kind: 'course' as const,
              source: 'record.courses',
              quote: `Advanced courses in ${[...subjects].slice(0, 5).join(', ')}`,
              weight: 0.6,
            },
          ]
        : []),
    ];
  },
  organised: (record) => {
    const hours = record.activities.reduce((sum, { hoursPerWeek }) => sum + (hoursPerWeek ?? 0), 0);
    const isSteady = hours >= 10 && (gpaShare(record) ?? 0) >= 0.875 && record.gpa !== null;
    return [
      ...record.goals
        .filter(({ deadline }) => deadline !== null)
        .slice(0, 2)
        .map(({ id, title, deadline }): TraitEvidence => ({
          kind: 'goal',
          source: `goal:${id}`,
          quote: `${title}, by ${deadline}`,
          weight: 0.5,
        })),
      ...sessionsIfMany(record),
      ...(isSteady && record.gpa !== null
        ? [
            {
              kind: 'course' as const,
              source: 'record.gpa',
              quote: `${gpaInWords(record.gpa)} beside ${hours} hours of activities a week`,
              weight: 0.6,
            },
          ]
        : []),
    ];
  },
  communicator: (record) => {
    const messages = record.communications.filter(({ fromStudent }) => fromStudent);
    const finished = record.documents.filter(
      ({ kind, state }) => kind === 'ESSAY' && state === 'FINAL',
    );
    return [
      ...(messages.length >= 3
        ? [
            {
              kind: 'session' as const,
              source: 'record.communications',
              quote: `${messages.length} messages from the student`,
              weight: 0.6,
            },
          ]
        : []),
      ...finished.slice(0, 2).map(({ id, title }): TraitEvidence => ({
        kind: 'text',
        source: `document:${id}`,
        quote: `Finished essay: ${title}`,
        weight: 0.5,
      })),
    ];
  },
};

function sessionsIfMany({ sessions }: StudentRecord): TraitEvidence[] {
  return sessions.length < 3
    ? []
    : [
        {
          kind: 'session',
          source: 'record.sessions',
          quote: `${sessions.length} sessions with a coach`,
          weight: 0.6,
        },
      ];
}

function interest(quote: string): TraitEvidence {
  return { kind: 'interest', source: 'record.interests', quote, weight: 0.5 };
}

/** The first sentence that holds one of the words, cut to a readable length. */
function sentenceWith(words: RegExp, text: string): string | null {
  const sentence = text
    .slice(0, 100_000)
    .split(/(?<=[.!?])\s+|\n+/)
    .find((part) => words.test(part))
    ?.trim();
  if (sentence === undefined) return null;
  return sentence.length <= LONGEST_QUOTE ? sentence : `${sentence.slice(0, LONGEST_QUOTE - 1)}…`;
}
