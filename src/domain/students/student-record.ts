/** Who a record is about; `id` inside, `uuid` for the coaching contract. */
export interface Student {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
}

/** Yearly household income in US dollars, the bands in which net prices are published. */
export const INCOME_BANDS = [
  '0-30000',
  '30001-48000',
  '48001-75000',
  '75001-110000',
  '110001+',
] as const;
export type IncomeBand = (typeof INCOME_BANDS)[number];

/** A grade point average and the scale it is out of, e.g. 3.7 of 4. */
export interface GradePointAverage {
  readonly value: number;
  readonly scale: number;
}

export const TESTS = ['SAT', 'PSAT', 'ACT', 'AP', 'IB', 'TOEFL', 'IELTS'] as const;

/** A sitting of a test. */
export interface TestScore {
  readonly test: (typeof TESTS)[number];
  /** Which subject, for AP and IB. */
  readonly subject: string | null;
  /** On the scale of the test. */
  readonly total: number;
  /** Sections by name, e.g. `{"math": 680, "reading_writing": 640}`. */
  readonly sections: Readonly<Record<string, number>>;
  readonly takenOn: string | null;
}

export const COURSE_RIGOURS = ['REGULAR', 'HONORS', 'AP', 'IB', 'DUAL_ENROLLMENT'] as const;

/** A course of the student's school. */
export interface CourseTaken {
  readonly name: string;
  readonly subject: string | null;
  readonly rigour: (typeof COURSE_RIGOURS)[number];
  readonly grade: string | null;
  /** The grade of school in which it was taken, 9 to 12. */
  readonly year: number | null;
}

export const ACTIVITY_FIELDS = [
  'ACADEMIC',
  'ARTS',
  'ATHLETICS',
  'COMMUNITY_SERVICE',
  'LEADERSHIP',
  'RESEARCH',
  'STEM',
  'WORK',
  'OTHER',
] as const;

/** Something that the student does outside class. */
export interface Activity {
  readonly name: string;
  readonly field: (typeof ACTIVITY_FIELDS)[number];
  readonly role: string | null;
  /** Whether the role leads others. */
  readonly leads: boolean;
  readonly hoursPerWeek: number | null;
  readonly weeksPerYear: number | null;
  readonly years: number | null;
  readonly description: string | null;
}

export const AWARD_LEVELS = ['SCHOOL', 'REGIONAL', 'STATE', 'NATIONAL', 'INTERNATIONAL'] as const;

/** Something that the student won. */
export interface Award {
  readonly name: string;
  readonly level: (typeof AWARD_LEVELS)[number];
  readonly receivedOn: string | null;
  readonly description: string | null;
}

export const DOCUMENT_KINDS = ['ESSAY', 'RESUME', 'LETTER', 'TRANSCRIPT', 'OTHER'] as const;
export const DOCUMENT_STATES = ['DRAFT', 'REVISED', 'FINAL'] as const;

/** A text of the student's, e.g. an essay. */
export interface StudentDocument {
  readonly kind: (typeof DOCUMENT_KINDS)[number];
  readonly title: string;
  readonly state: (typeof DOCUMENT_STATES)[number];
  readonly text: string;
  readonly writtenOn: string | null;
}

/** A college that the student aims at, by the name they gave. */
export interface TargetCollege {
  readonly name: string;
  readonly note: string | null;
}

/** Something that the student wants to reach. */
export interface StudentGoal {
  readonly title: string;
  readonly target: string | null;
  readonly deadline: string | null;
  readonly isReached: boolean;
}

export const CHANNELS = ['EMAIL', 'CHAT', 'PHONE', 'IN_PERSON', 'OTHER'] as const;

/** A message from or to the student. */
export interface Communication {
  readonly channel: (typeof CHANNELS)[number];
  readonly fromStudent: boolean;
  readonly text: string;
  readonly sentOn: string | null;
}

/** A session with a coach. */
export interface SessionHeld {
  readonly id: string;
  readonly heldOn: string;
  readonly sessionType: string;
  readonly durationMinutes: number;
  readonly notes: string;
}

/** What was read out of a document. */
export interface DocumentEvidence {
  readonly kind: string;
  readonly quote: string;
}

/** An entry with the id under which it is read and changed. */
export type Entry<Data> = Data & { readonly id: number };

/** The parts of a record that are lists. */
export interface RecordEntries {
  readonly testScores: readonly Entry<TestScore>[];
  readonly courses: readonly Entry<CourseTaken>[];
  readonly activities: readonly Entry<Activity>[];
  readonly awards: readonly Entry<Award>[];
  readonly documents: readonly Entry<StudentDocument>[];
  readonly targetColleges: readonly Entry<TargetCollege>[];
  readonly goals: readonly Entry<StudentGoal>[];
  readonly communications: readonly Entry<Communication>[];
}

/** The facts about a student that stand alone. */
export interface RecordFacts {
  /** Grade of school, 9 to 12; 13 and above are years of college. */
  readonly grade: number | null;
  readonly graduationYear: number | null;
  readonly gpa: GradePointAverage | null;
  /** US state, two letters. */
  readonly state: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly citizenship: string | null;
  readonly householdIncomeBand: IncomeBand | null;
  readonly interests: readonly string[];
  readonly intendedMajors: readonly string[];
}

/**
 * All that is known of a student. There is no place in it for ethnicity, sex, religion, legacy or
 * disability: they are inputs of nothing here.
 */
export interface StudentRecord extends RecordFacts, RecordEntries {
  readonly student: Student;
  /** Raised by every write to any part: the same version means the same record. */
  readonly version: number;
  readonly sessions: readonly SessionHeld[];
  readonly documentEvidence: readonly Entry<DocumentEvidence>[];
}
