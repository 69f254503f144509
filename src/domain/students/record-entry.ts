import { z } from 'zod';
import {
  ACTIVITY_FIELDS,
  AWARD_LEVELS,
  CHANNELS,
  COURSE_RIGOURS,
  DOCUMENT_KINDS,
  DOCUMENT_STATES,
  type RecordEntries,
  TESTS,
} from './student-record';

const NAME = z.string().trim().min(1).max(200);
const TEXT = z.string().max(100_000);
const SHORT_TEXT = z.string().trim().max(2_000).nullable().default(null);
const DATE = z.iso.date().nullable().default(null);
const COUNT = (most: number) => z.number().int().min(0).max(most).nullable().default(null);

/** The shape of each kind of entry in the database and on its way in; keys of unknown name are refused. */
export const ENTRY_SCHEMAS = {
  test_score: z.strictObject({
    test: z.enum(TESTS),
    subject: SHORT_TEXT,
    total: z.number().min(0).max(2_400),
    sections: z.record(z.string().min(1).max(50), z.number().min(0).max(2_400)).default({}),
    takenOn: DATE,
  }),
  course: z.strictObject({
    name: NAME,
    subject: SHORT_TEXT,
    rigour: z.enum(COURSE_RIGOURS).default('REGULAR'),
    grade: z.string().trim().min(1).max(20).nullable().default(null),
    year: COUNT(16),
  }),
  activity: z.strictObject({
    name: NAME,
    field: z.enum(ACTIVITY_FIELDS).default('OTHER'),
    role: SHORT_TEXT,
    leads: z.boolean().default(false),
    hoursPerWeek: z.number().min(0).max(168).nullable().default(null),
    weeksPerYear: z.number().min(0).max(53).nullable().default(null),
    years: COUNT(20),
    description: SHORT_TEXT,
  }),
  award: z.strictObject({
    name: NAME,
    level: z.enum(AWARD_LEVELS).default('SCHOOL'),
    receivedOn: DATE,
    description: SHORT_TEXT,
  }),
  document: z.strictObject({
    kind: z.enum(DOCUMENT_KINDS),
    title: NAME,
    state: z.enum(DOCUMENT_STATES).default('DRAFT'),
    text: TEXT.default(''),
    writtenOn: DATE,
  }),
  target_college: z.strictObject({ name: NAME, note: SHORT_TEXT }),
  goal: z.strictObject({
    title: NAME,
    target: SHORT_TEXT,
    deadline: DATE,
    isReached: z.boolean().default(false),
  }),
  communication: z.strictObject({
    channel: z.enum(CHANNELS).default('OTHER'),
    fromStudent: z.boolean().default(true),
    text: TEXT.min(1),
    sentOn: DATE,
  }),
} as const;

/** The kinds of entries. */
export type EntryKind = keyof typeof ENTRY_SCHEMAS;

/** What an entry of a kind says. */
export type EntryData<Kind extends EntryKind> = z.output<(typeof ENTRY_SCHEMAS)[Kind]>;

/** An entry as it is stored. */
export interface StoredEntry<Kind extends EntryKind = EntryKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly data: EntryData<Kind>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Sorts stored entries into the lists of a record. */
export function toRecordEntries(entries: readonly StoredEntry[]): RecordEntries {
  const of = <Kind extends EntryKind>(kind: Kind) =>
    entries
      .filter((entry): entry is StoredEntry<Kind> => entry.kind === kind)
      .map(({ id, data }) => ({ id, ...data }));
  return {
    testScores: of('test_score'),
    courses: of('course'),
    activities: of('activity'),
    awards: of('award'),
    documents: of('document'),
    targetColleges: of('target_college'),
    goals: of('goal'),
    communications: of('communication'),
  };
}
