import { type Person, person } from './people';
import type { TestApp } from './test-app';

/** What a test puts into a record. */
export interface GivenRecord {
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly entries?: readonly (readonly [kind: string, data: Record<string, unknown>])[];
}

/** A junior with evidence of every kind, who aims at the colleges of the contract's examples. */
export const FULL_RECORD: GivenRecord = {
  facts: {
    grade: 11,
    gpa: 3.7,
    gpa_scale: 4,
    household_income_band: '48001-75000',
    interests: ['robotics', 'physics', 'music'],
    intended_majors: ['Computer Science'],
  },
  entries: [
    [
      'test_score',
      {
        test: 'SAT',
        subject: null,
        total: 1480,
        sections: { math: 760, reading_writing: 720 },
        takenOn: '2026-05-02',
      },
    ],
    ...['AP Calculus BC', 'AP Physics C', 'AP Computer Science A'].map(
      (name) =>
        [
          'course',
          { name, subject: name.split(' ')[1], rigour: 'AP', grade: 'A', year: 11 },
        ] as const,
    ),
    ['course', { name: 'World History', subject: null, rigour: 'REGULAR', grade: 'B+', year: 10 }],
    [
      'activity',
      {
        name: 'Robotics club',
        field: 'STEM',
        role: 'captain',
        leads: true,
        hoursPerWeek: 6,
        weeksPerYear: 36,
        years: 3,
        description: null,
      },
    ],
    [
      'activity',
      {
        name: 'School orchestra',
        field: 'ARTS',
        role: null,
        leads: false,
        hoursPerWeek: 4,
        weeksPerYear: 36,
        years: 2,
        description: null,
      },
    ],
    ['award', { name: 'State Science Fair', level: 'STATE', receivedOn: null, description: null }],
    [
      'document',
      {
        kind: 'ESSAY',
        title: 'The drum machine',
        state: 'DRAFT',
        text: 'I solved the timing problem with data from forty takes. I wondered why it drifted.',
        writtenOn: null,
      },
    ],
    ['target_college', { name: 'MIT', note: null }],
    ['target_college', { name: 'Stanford', note: null }],
    ['goal', { title: 'Raise the SAT', target: '1550', deadline: '2027-03-01', isReached: false }],
    [
      'communication',
      { channel: 'EMAIL', fromStudent: false, text: 'How is it going?', sentOn: '2026-10-01' },
    ],
    [
      'communication',
      {
        channel: 'EMAIL',
        fromStudent: true,
        text: 'Dear coach, thanks! The draft is done.',
        sentOn: '2026-10-02',
      },
    ],
  ],
};

/** Registers a student whose record holds just this. */
export async function studentWith(app: TestApp, record: GivenRecord = {}): Promise<Person> {
  const student = await person(app);
  const facts = Object.entries(record.facts ?? {});
  await app.database.query(
    `INSERT INTO student_records (user_id${facts.map(([name]) => `, ${name}`).join('')})
     VALUES ($1${facts.map((_, index) => `, $${index + 2}`).join('')})`,
    [student.id, ...facts.map(([, value]) => value)],
  );
  for (const [kind, data] of record.entries ?? []) {
    await app.database.query(
      `INSERT INTO student_record_entries (user_id, kind, data) VALUES ($1, $2, $3)`,
      [student.id, kind, JSON.stringify(data)],
    );
  }
  return student;
}

/** Registers a coach who looks after these students. */
export async function coachOf(app: TestApp, ...students: readonly Person[]): Promise<Person> {
  const coach = await person(app, 'COACH');
  for (const { id } of students) {
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.id, id],
    );
  }
  return coach;
}

/** A record with more entries than another. */
export function withEntries(
  record: GivenRecord,
  ...entries: NonNullable<GivenRecord['entries']>
): GivenRecord {
  return { ...record, entries: [...(record.entries ?? []), ...entries] };
}
