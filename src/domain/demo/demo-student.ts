import type { EntryData, EntryKind } from '../students/record-entry';
import type { RecordFacts } from '../students/student-record';
import { DEMO_ESSAY, DEMO_RESUME, DEMO_SUPPLEMENT } from './demo-essays';

const DAY_MS = 86_400_000;

/** Entries of one kind to put into the demo student's record. */
interface DemoEntries<Kind extends EntryKind = EntryKind> {
  readonly kind: Kind;
  readonly entries: readonly Partial<EntryData<Kind>>[];
}

/** A session that the demo coach has held. */
interface DemoSession {
  readonly heldOn: string;
  readonly durationMinutes: number;
  readonly notes: string;
  readonly actionItems: readonly string[];
}

/** Everything that is known of the demo student. */
export interface DemoStudent {
  readonly facts: RecordFacts;
  readonly entries: readonly DemoEntries[];
  /** The oldest first. */
  readonly sessions: readonly DemoSession[];
}

/**
 * A junior who builds things, with deadlines ahead and two sessions behind them.
 *
 * @param today the day from which all dates are counted, so that the demo never grows old.
 */
export function demoStudent(today: Date): DemoStudent {
  const day = (days: number): string =>
    new Date(today.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return {
    facts: {
      grade: 11,
      graduationYear: today.getUTCFullYear() + (today.getUTCMonth() < 7 ? 1 : 2),
      gpa: { value: 3.82, scale: 4 },
      state: 'CA',
      citizenship: 'US',
      householdIncomeBand: '48001-75000',
      interests: ['robotics', 'clean water', 'teaching', 'jazz piano'],
      intendedMajors: ['Electrical Engineering', 'Computer Science'],
    },
    entries: [
      list('test_score', [
        {
          test: 'PSAT',
          total: 1290,
          sections: { math: 670, reading_writing: 620 },
          takenOn: day(-390),
        },
        {
          test: 'SAT',
          total: 1420,
          sections: { math: 740, reading_writing: 680 },
          takenOn: day(-75),
        },
        { test: 'AP', subject: 'Computer Science A', total: 5, takenOn: day(-190) },
      ]),
      list('course', [
        { name: 'Algebra II', subject: 'Mathematics', rigour: 'HONORS', grade: 'A', year: 9 },
        { name: 'Biology', subject: 'Science', rigour: 'HONORS', grade: 'A-', year: 9 },
        { name: 'World History', subject: 'History', grade: 'B+', year: 9 },
        { name: 'Precalculus', subject: 'Mathematics', rigour: 'HONORS', grade: 'A', year: 10 },
        {
          name: 'AP Computer Science A',
          subject: 'Computer Science',
          rigour: 'AP',
          grade: 'A',
          year: 10,
        },
        { name: 'Chemistry', subject: 'Science', rigour: 'HONORS', grade: 'A-', year: 10 },
        { name: 'AP Calculus BC', subject: 'Mathematics', rigour: 'AP', grade: 'A-', year: 11 },
        { name: 'AP Physics 1', subject: 'Science', rigour: 'AP', grade: 'A', year: 11 },
        { name: 'AP English Language', subject: 'English', rigour: 'AP', grade: 'B+', year: 11 },
        { name: 'Spanish III', subject: 'Languages', grade: 'A', year: 11 },
      ]),
      list('activity', [
        {
          name: 'Robotics club',
          field: 'STEM',
          role: 'Captain of the drive team',
          leads: true,
          hoursPerWeek: 7,
          weeksPerYear: 32,
          years: 3,
          description: 'Leads eight students; wrote the autonomous code for two seasons.',
        },
        {
          name: 'Creek water monitoring',
          field: 'RESEARCH',
          role: 'Builder of the sensors',
          hoursPerWeek: 3,
          weeksPerYear: 40,
          years: 2,
          description: 'Four low-cost turbidity sensors; data shared with the city every month.',
        },
        {
          name: 'After-school math tutoring',
          field: 'COMMUNITY_SERVICE',
          role: 'Tutor and scheduler',
          leads: true,
          hoursPerWeek: 2.5,
          weeksPerYear: 34,
          years: 2,
          description: 'Twelve middle-schoolers a week at the public library.',
        },
        {
          name: 'School jazz band',
          field: 'ARTS',
          role: 'Piano',
          hoursPerWeek: 4,
          weeksPerYear: 36,
          years: 3,
        },
        {
          name: 'Repair café',
          field: 'WORK',
          role: 'Weekend technician',
          hoursPerWeek: 6,
          weeksPerYear: 45,
          years: 1,
          description: 'Paid job; repairs small appliances and teaches soldering to visitors.',
        },
        {
          name: 'Cross country',
          field: 'ATHLETICS',
          role: 'Varsity runner',
          hoursPerWeek: 8,
          weeksPerYear: 14,
          years: 2,
        },
        {
          name: 'Computer science club',
          field: 'ACADEMIC',
          role: 'Co-founder',
          leads: true,
          hoursPerWeek: 2,
          weeksPerYear: 30,
          years: 2,
          description: 'From five members to thirty; runs a free Python course for freshmen.',
        },
        {
          name: 'Student council',
          field: 'LEADERSHIP',
          role: 'Representative of the junior class',
          hoursPerWeek: 1.5,
          weeksPerYear: 36,
          years: 1,
        },
        {
          name: 'Looking after two younger brothers',
          field: 'OTHER',
          hoursPerWeek: 8,
          weeksPerYear: 50,
          years: 4,
          description: 'Picks them up, cooks and helps with homework on weekday afternoons.',
        },
      ]),
      list('award', [
        {
          name: 'County science fair, second place in engineering',
          level: 'REGIONAL',
          receivedOn: day(-250),
          description: 'For the creek sensors.',
        },
        {
          name: 'State robotics championship, design award',
          level: 'STATE',
          receivedOn: day(-220),
        },
        { name: 'Principal’s list, four terms', level: 'SCHOOL', receivedOn: day(-160) },
      ]),
      list('document', [
        {
          kind: 'ESSAY',
          title: 'Personal statement',
          state: 'DRAFT',
          text: DEMO_ESSAY,
          writtenOn: day(-20),
        },
        {
          kind: 'ESSAY',
          title: 'Supplement: a community you belong to',
          state: 'DRAFT',
          text: DEMO_SUPPLEMENT,
          writtenOn: day(-9),
        },
        {
          kind: 'RESUME',
          title: 'Activities resume',
          state: 'REVISED',
          text: DEMO_RESUME,
          writtenOn: day(-40),
        },
      ]),
      list('target_college', [
        { name: 'MIT', note: 'For its media lab and its culture of building.' },
        { name: 'Stanford', note: null },
        { name: 'UC Berkeley', note: 'In-state; a friend of the robotics team studies there.' },
        { name: 'UC San Diego', note: null },
        { name: 'San Jose State University', note: 'Close to home.' },
      ]),
      list('goal', [
        { title: 'Improve SAT score', target: '1500+', deadline: day(120) },
        { title: 'Finish the personal statement', target: 'A final version', deadline: day(55) },
        { title: 'Apply to two summer research programs', deadline: day(75) },
        { title: 'Complete college essays', target: '10 polished essays', deadline: day(340) },
        { title: 'Publish the creek data', target: 'A public page', isReached: true },
      ]),
      list('communication', [
        {
          channel: 'EMAIL',
          text: 'Hi Chris, I rewrote the opening of my essay around the sensor that leaked. Could you tell me whether it sounds like me? I also signed up for the next SAT.',
          sentOn: day(-19),
        },
        {
          channel: 'EMAIL',
          fromStudent: false,
          text: 'Hi Sam, it does sound like you. Keep the leak, cut the list of parts. Let us look at the ending together next time.',
          sentOn: day(-18),
        },
        {
          channel: 'CHAT',
          text: 'Quick question: can work at the repair café count as an activity even though it is paid?',
          sentOn: day(-6),
        },
      ]),
    ],
    sessions: [
      {
        heldOn: day(-28),
        durationMinutes: 60,
        notes:
          'Went through the list of colleges. Sam would like to stay in California but wants to try for MIT. Agreed to retake the SAT; math is close to where it should be, reading needs a routine.',
        actionItems: ['Register for the next SAT', 'Read one long article a day and summarise it'],
      },
      {
        heldOn: day(-14),
        durationMinutes: 60,
        notes:
          'Discussed college essay topics. The leaking sensor is the best story: it shows patience and care for the creek. The draft ends too early.',
        actionItems: ['Complete first draft', 'Research 3 more colleges'],
      },
    ],
  };
}

function list<Kind extends EntryKind>(
  kind: Kind,
  entries: readonly Partial<EntryData<Kind>>[],
): DemoEntries {
  return { kind, entries } as DemoEntries;
}
