import type { StudentRecord } from '../../students/student-record';
import { monthlyCapacity } from './capacity';
import { openAreas } from './focus-areas';
import { lastMonthFor, type PlanFrame, planGoals } from './plan-goals';

const EMPTY: StudentRecord = {
  student: { id: 1, uuid: '123e4567-e89b-12d3-a456-426614174000', name: 'Sam', email: '' },
  version: 0,
  grade: null,
  graduationYear: null,
  gpa: null,
  state: null,
  citizenship: null,
  householdIncomeBand: null,
  interests: [],
  intendedMajors: [],
  testScores: [],
  courses: [],
  activities: [],
  awards: [],
  documents: [],
  targetColleges: [],
  goals: [],
  communications: [],
  sessions: [],
  documentEvidence: [],
};
const frame: PlanFrame = {
  today: '2026-11-22',
  months: 12,
  areas: ['test_prep', 'essays', 'academics'],
  testTarget: null,
};
const goal = (id: number, title: string, deadline: string | null, isReached = false) => ({
  id,
  title,
  target: null,
  deadline,
  isReached,
});

describe('planGoals', () => {
  it('ends areas by the school years that are left', () => {
    const junior = planGoals({ ...EMPTY, grade: 11 }, frame);
    expect(junior.goals.map(({ area, deadline }) => [area, deadline])).toEqual([
      ['test_prep', '2027-11-22'],
      ['essays', '2027-11-01'],
      ['academics', '2027-11-22'],
    ]);
    expect(junior.tooLate).toEqual([]);
    const senior = planGoals({ ...EMPTY, grade: 12 }, frame);
    expect(senior.tooLate).toEqual(['essays']);
    expect(senior.goals.map(({ deadline }) => deadline)).toEqual(['2026-12-01', '2027-11-22']);
  });

  it('keeps the deadlines of own goals, and leaves out what is past or reached', () => {
    const { goals } = planGoals(
      {
        ...EMPTY,
        goals: [
          goal(1, 'someday', null),
          goal(2, 'soon', '2027-01-05'),
          goal(3, 'past', '2026-01-05'),
          goal(4, 'far', '2030-01-05'),
          goal(5, 'reached', '2027-01-05', true),
        ],
      },
      { ...frame, areas: [] },
    );
    expect(goals.map(({ id, title, deadline }) => [id, title, deadline])).toEqual([
      ['goal_1', 'soon', '2027-01-05'],
      ['goal_2', 'someday', '2027-11-22'],
      ['goal_3', 'far', '2027-11-22'],
    ]);
    expect(goals.map((one) => lastMonthFor(one, frame))).toEqual([1, 12, 12]);
  });

  it('names targets that the record supports, and no others', () => {
    const record = {
      ...EMPTY,
      gpa: { value: 3.7, scale: 4 },
      targetColleges: [{ id: 1, name: 'MIT', note: null }],
    };
    expect(planGoals(record, frame).goals.map(({ target }) => target)).toEqual([
      null,
      '2 polished essays',
      'A GPA of 3.7 of 4 or more',
    ]);
  });
});

describe('openAreas', () => {
  it('leaves applications for later while there is time', () => {
    expect(openAreas({ ...EMPTY, grade: 9 })).toEqual([
      'test_prep',
      'academics',
      'extracurriculars',
      'college_research',
    ]);
    expect(openAreas({ ...EMPTY, grade: 12 })).toContain('applications');
    expect(openAreas(EMPTY)).toContain('essays');
  });
});

describe('monthlyCapacity', () => {
  const busy = (hoursPerWeek: number) => ({
    ...EMPTY,
    activities: [
      {
        id: 1,
        name: 'Robotics',
        field: 'STEM' as const,
        role: null,
        leads: false,
        hoursPerWeek,
        weeksPerYear: null,
        years: null,
        description: null,
      },
    ],
  });

  it('leaves less to who does more, within bounds', () => {
    expect(monthlyCapacity(EMPTY)).toBe(40);
    expect(monthlyCapacity(busy(12))).toBe(33);
    expect(monthlyCapacity(busy(60))).toBe(16);
  });
});
