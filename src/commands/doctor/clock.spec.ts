import { clockFinding } from './clock';

describe('two clocks', () => {
  const NOON = Date.UTC(2026, 10, 22, 12);

  it.each([
    [0, 'ok'],
    [900, 'ok'],
    [1_500, 'warning'],
    [-1_500, 'warning'],
    [6_000, 'problem'],
    [-60_000, 'problem'],
  ])('that are %i ms apart', (skew, level) => {
    expect(clockFinding('database', 'PostgreSQL', NOON + skew, NOON).level).toBe(level);
  });
});
