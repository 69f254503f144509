import type { Opportunity } from '../../opportunities/opportunity';
import type { StudentRecord } from '../../students/student-record';
import { matchOf } from './match-score';

const EMPTY: StudentRecord = {
  student: { id: 1, uuid: '', name: 'A', email: 'a@example.com' },
  version: 1,
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
const OPEN: Opportunity = {
  id: '',
  type: 'scholarship',
  name: 'Award',
  organization: null,
  description: '',
  amountText: null,
  amountCentsMin: null,
  amountCentsMax: null,
  deadline: null,
  deadlineText: null,
  opensOn: null,
  eligibility: null,
  rules: {
    minGpa: null,
    grades: null,
    states: null,
    countries: null,
    citizenship: null,
    fields: null,
    needsFinancialNeed: false,
    maxHouseholdIncome: null,
    hasOtherConditions: false,
  },
  scope: null,
  awardsPerYear: null,
  requirements: [],
  applicationUrl: null,
  sourceUrl: null,
  sourceName: 'test',
  seenOn: null,
  isClosed: false,
  isPayToPlay: false,
  hasTentativeDeadline: false,
  isUnverified: false,
};
const asking = (rules: Partial<Opportunity['rules']>, change: Partial<Opportunity> = {}) => ({
  ...OPEN,
  ...change,
  rules: { ...OPEN.rules, ...rules },
});
const ACTIVITY = {
  id: 1,
  name: 'Club',
  field: 'OTHER',
  role: null,
  leads: true,
  hoursPerWeek: null,
  weeksPerYear: null,
  years: null,
  description: null,
} as const;

describe('matchOf', () => {
  it('has no score where nothing can be compared', () => {
    expect(matchOf(EMPTY, asking({ minGpa: 3 }))).toEqual({
      isEligible: true,
      score: null,
      reasons: [],
      wouldRaise: ['Add a GPA: it asks for 3.0 or more.'],
    });
    expect(matchOf({ ...EMPTY, grade: 12 }, OPEN).score).toBeNull();
  });

  it('takes a text without a shared topic for no judgement of its own', () => {
    const record = { ...EMPTY, interests: ['Chemistry'] };
    const text = { description: 'For everybody who makes a costume out of duct tape for a dance.' };
    expect(matchOf(record, asking({}, text)).score).toBeNull();
    expect(matchOf({ ...record, grade: 12 }, asking({ grades: [12] }, text)).score).toBe(0.71);
  });

  it('weighs the parts that can be judged, and those alone', () => {
    const record = {
      ...EMPTY,
      grade: 12,
      interests: ['Chemistry', 'Sailing'],
      activities: [ACTIVITY],
    };
    const opportunity = asking(
      { grades: [11, 12], fields: ['engineering'], minGpa: 3 },
      { description: 'For people in chemistry with leadership and community service.' },
    );
    const independently = (0.5 + 0.2 * (1 / 2) + 0.2 * (1 / 2)) / (0.5 + 0.3 + 0.2 + 0.2);
    expect(matchOf(record, opportunity).score).toBe(Number(independently.toFixed(2)));
    const known = { ...record, gpa: { value: 90, scale: 100 } };
    expect(matchOf(known, opportunity).score).toBe(Number(independently.toFixed(2)));
  });

  it.each([
    ['the GPA', { minGpa: 3.8 }],
    ['the grade', { grades: [9] }],
    ['the state', { states: ['OH'] }],
    ['the country', { countries: ['CA'] }],
    ['the citizenship', { citizenship: ['CA'] }],
    ['the income', { maxHouseholdIncome: 20_000 }],
  ])('shuts out who breaks the rule about %s', (_, rules) => {
    const record: StudentRecord = {
      ...EMPTY,
      grade: 12,
      gpa: { value: 3.5, scale: 4 },
      state: 'WA',
      citizenship: 'US',
      householdIncomeBand: '30001-48000',
    };
    expect(matchOf(record, asking(rules))).toMatchObject({ isEligible: false, score: 0 });
  });

  it('leaves to the student what no record says', () => {
    const record: StudentRecord = { ...EMPTY, citizenship: 'MX', householdIncomeBand: '110001+' };
    const match = matchOf(
      record,
      asking({ citizenship: ['US', 'US-PR'], needsFinancialNeed: true, hasOtherConditions: true }),
    );
    expect(match.isEligible).toBe(true);
    expect(match.wouldRaise).toHaveLength(3);
  });
});
