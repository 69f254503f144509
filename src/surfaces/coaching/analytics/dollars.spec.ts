import { toDollars, toDollarText } from './dollars';

describe('cents at the edge', () => {
  it.each([
    [4_523_000, '$45,230'],
    [0, '$0'],
    [49, '$0'],
    [50, '$1'],
    [99_950, '$1,000'],
    [123_456_789_00, '$123,456,789'],
    [-4_523_050, '-$45,231'],
    [-49, '$0'],
  ])('%i are %s in text', (cents, text) => {
    expect(toDollarText(cents)).toBe(text);
  });

  it.each([
    [4_215_000, 42_150],
    [4_215_025, 42_150.25],
    [-1, -0.01],
  ])('%i are %d as a number', (cents, dollars) => {
    expect(toDollars(cents)).toBe(dollars);
  });
});
