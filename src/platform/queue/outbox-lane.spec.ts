import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { OutboxLane } from './outbox-lane';

describe('OutboxLane', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('makes one pass at a time, and one more for all who wake it meanwhile', async () => {
    let passes = 0;
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const lane = new OutboxLane(async () => {
      passes += 1;
      await gate;
    });
    for (let wakes = 0; wakes < 5; wakes += 1) {
      lane.wake();
      await turn();
    }
    expect(passes).toBe(1);
    open();
    await lane.rest();
    expect(passes).toBe(2);
    lane.wake();
    await lane.rest();
    expect(passes).toBe(3);
  });

  it('goes on after a pass that failed', async () => {
    let passes = 0;
    const lane = new OutboxLane(async () => {
      passes += 1;
      if (passes === 1) {
        lane.wake();
        throw new Error('away');
      }
    });
    lane.wake();
    await lane.rest();
    expect(passes).toBe(2);
  });

  it('rests where nothing woke it', async () => {
    await expect(new OutboxLane(async () => undefined).rest()).resolves.toBeUndefined();
  });
});
