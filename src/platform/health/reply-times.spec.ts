import { ReplyTimes } from './reply-times';

describe('the times of recent replies', () => {
  it('have no median before the first', () => {
    expect(new ReplyTimes().median()).toBeNull();
  });

  it('have the middle one as their median, or the mean of the middle two', () => {
    const times = new ReplyTimes();
    for (const milliseconds of [900, 3, 10]) times.record(milliseconds);
    expect(times.median()).toBe(10);
    times.record(20);
    expect(times.median()).toBe(15);
  });

  it('forget the oldest', () => {
    const times = new ReplyTimes();
    for (let reply = 0; reply < 512; reply += 1) times.record(1_000);
    for (let reply = 0; reply < 512; reply += 1) times.record(4);
    expect(times.median()).toBe(4);
  });
});
