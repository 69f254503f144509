import { share } from './cpu-share';

describe('the busy share of processor time', () => {
  const before = { busyMs: 1_000, totalMs: 4_000 };

  it('is that of the time between two readings', () => {
    expect(share(before, { busyMs: 1_450, totalMs: 5_000 })).toBeCloseTo(0.45);
  });

  it('is nothing while no time has passed', () => {
    expect(share(before, before)).toBe(0);
  });

  it('stays between nothing and all, whatever the clocks do', () => {
    expect(share(before, { busyMs: 900, totalMs: 5_000 })).toBe(0);
    expect(share(before, { busyMs: 9_000, totalMs: 5_000 })).toBe(1);
  });
});
