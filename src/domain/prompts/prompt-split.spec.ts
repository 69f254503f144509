import { isInShare, placeOf } from './prompt-split';

const people = Array.from({ length: 5_000 }, (_, index) => index + 1);
const shareOf = (percent: number, label = 'production', name = 'Tutor') =>
  people.filter((userId) => isInShare({ version: 2, percent }, name, label, userId));

describe('the split of a label', () => {
  it('puts a person at one place from 0 to 99, for good', () => {
    expect(placeOf('Tutor', 'production', 42)).toBe(placeOf('Tutor', 'production', 42));
    const places = new Set(people.map((userId) => placeOf('Tutor', 'production', userId)));
    expect(Math.min(...places)).toBe(0);
    expect(Math.max(...places)).toBe(99);
    expect(places.size).toBe(100);
  });

  it.each([5, 20, 50, 95])('gives the other version to about %i percent', (percent) => {
    const share = (100 * shareOf(percent).length) / people.length;
    expect(Math.abs(share - percent)).toBeLessThan(3);
  });

  it('gives it to nobody at 0 and to everybody at 100', () => {
    expect(shareOf(0)).toEqual([]);
    expect(shareOf(100)).toEqual(people);
  });

  it('keeps everybody when the share grows', () => {
    expect(shareOf(40)).toEqual(expect.arrayContaining(shareOf(20)));
  });

  it('mixes people anew for another label and another name', () => {
    expect(shareOf(50, 'staging')).not.toEqual(shareOf(50));
    expect(shareOf(50, 'production', 'Other')).not.toEqual(shareOf(50));
  });
});
