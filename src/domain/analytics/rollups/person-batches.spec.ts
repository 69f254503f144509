import { batchesOf } from './person-batches';

const person = (userId: number, events: number) => ({ userId, events, fromMoment: '-infinity' });
const sizes = (counts: readonly number[], most: number): number[][] =>
  [
    ...batchesOf(
      counts.map((events, index) => person(index, events)),
      most,
    ),
  ].map((batch) => batch.map(({ events }) => events));

describe('Batches of persons', () => {
  it('hold everybody once, in order, and no more events than allowed', () => {
    expect(sizes([3, 3, 4, 1, 9, 2], 10)).toEqual([[3, 3, 4], [1, 9], [2]]);
  });

  it('leave who has more events alone', () => {
    expect(sizes([1, 50, 1], 10)).toEqual([[1], [50], [1]]);
  });

  it('are none for nobody', () => {
    expect(sizes([], 10)).toEqual([]);
  });
});
