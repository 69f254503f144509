import { dueDayFor, verdictOn } from './commitment';
import { bonusOf } from './stake';
import { TaskUnfit } from './staking.errors';

const OPEN = { title: '', dueOn: '2026-12-01', completedAt: null, handedInAt: null, isOpen: true };
const at = (text: string) => new Date(text);
/** The day has ended everywhere. */
const END = '2026-12-02T12:00:00Z';
const JUST_BEFORE = '2026-12-02T11:59:59Z';

describe('A commitment', () => {
  it('is open until the due day has ended everywhere on Earth', () => {
    expect(verdictOn('2026-12-01', OPEN, at(JUST_BEFORE))).toBe('open');
    expect(verdictOn('2026-12-01', OPEN, at(END))).toBe('missed');
  });

  it('is kept by a task done in time, and missed by one done later', () => {
    const done = { ...OPEN, isOpen: false };
    const now = at('2027-01-01T00:00:00Z');
    expect(verdictOn('2026-12-01', { ...done, completedAt: at(JUST_BEFORE) }, now)).toBe('kept');
    expect(verdictOn('2026-12-01', { ...done, completedAt: at(END) }, now)).toBe('missed');
  });

  it('does not hold against the student how long a review takes', () => {
    const handedIn = { ...OPEN, handedInAt: at(JUST_BEFORE) };
    expect(verdictOn('2026-12-01', handedIn, at('2026-12-16T11:59:59Z'))).toBe('open');
    expect(verdictOn('2026-12-01', handedIn, at('2026-12-16T12:00:00Z'))).toBe('missed');
    const accepted = { ...handedIn, isOpen: false, completedAt: at('2026-12-10T08:00:00Z') };
    expect(verdictOn('2026-12-01', accepted, at('2026-12-10T09:00:00Z'))).toBe('kept');
  });

  it('is missed by a task that was given up or is gone', () => {
    expect(verdictOn('2026-12-01', { ...OPEN, isOpen: false }, at('2026-11-25T00:00:00Z'))).toBe(
      'missed',
    );
    expect(verdictOn('2026-12-01', null, at('2026-11-25T00:00:00Z'))).toBe('missed');
  });

  it('goes by the due day of the moment at which the points were committed', () => {
    const later = { ...OPEN, dueOn: '2027-06-01' };
    expect(verdictOn('2026-12-01', later, at(END))).toBe('missed');
  });

  it('takes an open task of a day to come', () => {
    expect(dueDayFor(OPEN, '2026-11-30')).toBe('2026-12-01');
  });

  it.each([
    ['no task', null],
    ['a task without a day', { ...OPEN, dueOn: null }],
    ['a task of today', { ...OPEN, dueOn: '2026-11-30' }],
    ['a task that is over', { ...OPEN, isOpen: false }],
    ['work that was handed in', { ...OPEN, handedInAt: at('2026-11-29T00:00:00Z') }],
  ])('does not take %s', (_, task) => {
    expect(() => dueDayFor(task, '2026-11-30')).toThrow(TaskUnfit);
  });

  it.each([
    [1, 1_000, 0],
    [9, 1_000, 0],
    [10, 1_000, 1],
    [1_000_000_000, 1_000, 100_000_000],
    [999_999_999, 9_999, 999_899_999],
  ])('of %p points at %p basis points brings %p', (points, bonusBps, bonus) => {
    expect(bonusOf({ points, bonusBps })).toBe(bonus);
  });
});
