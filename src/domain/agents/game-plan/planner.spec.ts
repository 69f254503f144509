import { graduationYear, monthsLater, wholeMonthsUntil } from './calendar';
import { schedule, type AreaWork } from './planner';
import type { TaskTemplate } from './task-library';

const task = (title: string, hours: number, more: Partial<TaskTemplate> = {}): TaskTemplate => ({
  title,
  hours,
  priority: 'medium',
  ...more,
});
const titles = (milestones: readonly { tasks: readonly { title: string }[] }[]): string[][] =>
  milestones.map(({ tasks }) => tasks.map(({ title }) => title));

describe('the calendar', () => {
  it('counts months on the calendar, short ones too', () => {
    expect(monthsLater('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsLater('2026-11-22', 12)).toBe('2027-11-22');
    expect(wholeMonthsUntil('2026-11-22', '2027-01-22')).toBe(2);
    expect(wholeMonthsUntil('2026-11-22', '2027-01-21')).toBe(1);
    expect(wholeMonthsUntil('2026-11-22', '2026-11-30')).toBe(0);
    expect(wholeMonthsUntil('2026-11-22', '2020-01-01')).toBe(0);
  });

  it('knows when a student leaves school', () => {
    expect(graduationYear('2026-11-22', 12)).toBe(2027);
    expect(graduationYear('2026-06-30', 11)).toBe(2027);
    expect(graduationYear('2026-07-01', 11)).toBe(2028);
  });
});

describe('schedule', () => {
  const essays: AreaWork = {
    area: 'essays',
    tasks: [task('outline', 3), task('draft', 6), task('revise', 4)],
    lastMonth: 3,
  };

  it('spreads the work of an area over its months, in order', () => {
    expect(titles(schedule([essays], 6, 20).milestones)).toEqual([
      ['outline'],
      ['draft'],
      ['revise'],
      [],
      [],
      [],
    ]);
  });

  it('never asks more of a month than it has, and moves the rest on', () => {
    const { milestones, unplanned } = schedule(
      [
        essays,
        { area: 'academics', tasks: [task('a', 5), task('b', 5), task('c', 5)], lastMonth: 6 },
      ],
      6,
      8,
    );
    for (const { tasks } of milestones) {
      expect(tasks.reduce((sum, { hours }) => sum + hours, 0)).toBeLessThanOrEqual(8);
    }
    expect(unplanned).toEqual([]);
    expect(titles(milestones)[0]).toEqual(['outline', 'a']);
  });

  it('respects the last month of an area, and says what found no place', () => {
    const { milestones, unplanned } = schedule([{ ...essays, lastMonth: 1 }], 6, 9);
    expect(titles(milestones)[0]).toEqual(['outline', 'draft']);
    expect(milestones.slice(1).every(({ tasks }) => tasks.length === 0)).toBe(true);
    expect(unplanned.map(({ title }) => title)).toEqual(['revise']);
  });

  it('keeps an order even where a later task would fit earlier', () => {
    const { milestones, unplanned } = schedule(
      [{ area: 'essays', tasks: [task('big', 50), task('small', 1)], lastMonth: 4 }],
      4,
      10,
    );
    expect(milestones.every(({ tasks }) => tasks.length === 0)).toBe(true);
    expect(unplanned.map(({ title }) => title)).toEqual(['big', 'small']);
  });

  it('puts what matters most first within a month, and waits where it must', () => {
    const { milestones } = schedule(
      [
        {
          area: 'academics',
          tasks: [task('low', 1, { priority: 'low' }), task('later', 1, { notBefore: 2 })],
          lastMonth: 3,
        },
        { area: 'essays', tasks: [task('high', 1, { priority: 'high' })], lastMonth: 3 },
      ],
      3,
      10,
    );
    expect(titles(milestones)).toEqual([['high', 'low'], [], ['later']]);
  });
});
