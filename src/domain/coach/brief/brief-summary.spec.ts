import { briefSummary } from './brief-summary';
import { briefSince, type SessionBrief } from './session-brief';

const at = new Date('2026-01-15T10:00:00Z');
const first: SessionBrief = {
  student: { id: 1, uuid: 'u', name: 'John Doe', email: 'john.doe@example.com' },
  lastSession: null,
  since: null,
  changes: [],
  tasks: [],
  runs: [],
  readiness: { then: null, now: null },
  alerts: [],
  deadlines: [],
};
const person = { id: 2, uuid: 'c', name: 'Chris Coach' };
const later: SessionBrief = {
  ...first,
  lastSession: {
    id: 's',
    coach: person,
    student: person,
    sessionType: 'regular',
    heldOn: '2026-01-10',
    durationMinutes: 60,
    notes: '',
    actionItems: [],
    nextRecommendedOn: '2026-01-24',
    readiness: 0.7,
    version: 1,
    createdAt: at,
    updatedAt: at,
  },
  since: at,
  changes: [
    { entryId: 1, kind: 'document', change: 'added', title: 'Essay', at },
    { entryId: 2, kind: 'document', change: 'added', title: 'Resume', at },
    { entryId: 3, kind: 'goal', change: 'changed', title: 'SAT', at },
  ],
  tasks: [
    { id: 'a', title: 'Draft', status: 'done', dueOn: null },
    { id: 'b', title: 'Call the school', status: 'overdue', dueOn: '2026-01-12' },
  ],
  readiness: { then: 0.7, now: 0.78 },
  alerts: [{ id: 'x', status: 'open', band: 'high', severity: 0.7, openedAt: at.toISOString() }],
  deadlines: [
    { goalId: 3, title: 'SAT', on: '2026-02-01' },
    { goalId: 4, title: 'Essays', on: '2026-03-01' },
  ],
};

describe('the summary of a brief', () => {
  it('says what is not there before a first session', () => {
    expect(briefSummary(first)).toBe(
      'This would be your first session with John Doe. Nothing is in the record yet. ' +
        'Readiness has not been assessed yet. No deadline falls in the next sixty days.',
    );
  });

  it('says what presses, what happened and what comes', () => {
    expect(briefSummary(later)).toBe(
      'An alert is open, the gravest of band high: look at it before anything else. ' +
        'You last met John Doe on 2026-01-10 for 60 minutes (regular). ' +
        'Since then: 2 new documents; 1 changed goal. ' +
        'Tasks: 1 done, 0 open, 1 overdue, first of all "Call the school". ' +
        'Readiness is 0.78, up from 0.70 at the last session. ' +
        'The nearest deadline is 2026-02-01: SAT, and 1 more within sixty days.',
    );
  });

  it('says when nothing moved', () => {
    const still = { ...later, changes: [], readiness: { then: 0.78, now: 0.78 } };
    expect(briefSummary(still)).toContain('Nothing in the record has changed since.');
    expect(briefSummary(still)).toContain('Readiness is 0.78, as at the last session.');
  });
});

describe('what counts as after a session', () => {
  it('begins when it was written down on its day', () => {
    const createdAt = new Date('2026-01-10T17:30:00Z');
    expect(briefSince({ heldOn: '2026-01-10', createdAt })).toEqual(createdAt);
  });

  it('begins with the next day when it was written down later', () => {
    const createdAt = new Date('2026-01-14T08:00:00Z');
    expect(briefSince({ heldOn: '2026-01-10', createdAt })).toEqual(
      new Date('2026-01-11T00:00:00Z'),
    );
  });
});
