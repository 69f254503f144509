import { FrameRate } from './frame-rate';

/** How many of so many frames pass at one moment. */
function passed(rate: FrameRate, now: number, frames: number): number {
  return Array.from({ length: frames }, () => rate.take(now)).filter(Boolean).length;
}

describe('The rate of frames', () => {
  it('lets 250 pass at once, and then 20 a second', () => {
    const rate = new FrameRate(1_000);
    expect(passed(rate, 1_000, 1_000)).toBe(250);
    expect(passed(rate, 2_000, 1_000)).toBe(20);
    expect(passed(rate, 2_050, 10)).toBe(1);
  });

  it('saves up no more than 250, however long nothing comes', () => {
    const rate = new FrameRate(0);
    expect(passed(rate, 3_600_000, 1_000)).toBe(250);
  });

  it('takes nothing for what there is no room for', () => {
    const rate = new FrameRate(0);
    expect(rate.take(0, 248)).toBe(true);
    expect(rate.take(0, 4)).toBe(false);
    expect(rate.take(0, 2)).toBe(true);
  });

  it('gives nothing for a clock that goes back', () => {
    const rate = new FrameRate(1_000);
    expect(passed(rate, 1_000, 250)).toBe(250);
    expect(rate.take(0)).toBe(false);
  });
});
