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
    const ours = { asked: NOON, answered: NOON };
    expect(clockFinding('database', 'PostgreSQL', NOON + skew, ours).level).toBe(level);
  });

  it.each([
    [0, 'ok'],
    [9_900, 'ok'],
    [11_500, 'warning'],
    [-1_500, 'warning'],
    [16_000, 'problem'],
  ])('whose answer took ten seconds, read after %i ms', (read, level) => {
    const ours = { asked: NOON, answered: NOON + 10_000 };
    expect(clockFinding('database', 'PostgreSQL', NOON + read, ours).level).toBe(level);
  });
});
