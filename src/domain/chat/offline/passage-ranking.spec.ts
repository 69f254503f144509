import { bestPassages } from './passage-ranking';

describe('bestPassages', () => {
  const passages = [
    ['binari', 'search', 'halv', 'list'],
    ['linear', 'search', 'look', 'everi', 'element'],
    ['sort', 'list', 'compar', 'element'],
  ];

  it('puts the passage with the rarer words of the question first', () => {
    expect(bestPassages(['binari', 'search'], passages, 2)[0]).toBe(0);
    expect(bestPassages(['linear', 'search'], passages, 2)[0]).toBe(1);
  });

  it('finds nothing for a question whose weight lies in words the lesson never uses', () => {
    expect(bestPassages(['volcano', 'erupt', 'list'], passages, 2)).toEqual([]);
    expect(bestPassages(['photosynthesi'], passages, 2)).toEqual([]);
  });

  it('finds nothing for a question without words', () => {
    expect(bestPassages([], passages, 2)).toEqual([]);
  });

  it('scores as the formula says', () => {
    // N = 3; search: n = 2, ln(1 + 3/2.5) = 0.788; binari: n = 1, ln(1 + 3/1.5) = 1.099.
    // Passage 1 has only search: 0.788 / 1.887 = 0.418 < ½; passage 0 has both.
    expect(bestPassages(['binari', 'search'], passages, 3)).toEqual([0]);
  });
});
