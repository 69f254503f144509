import { type CallLimits, GuardedCalls } from './guarded-calls';

class Passing extends Error {}
class Lasting extends Error {}
class TimedOut extends Error {}
class LeftAlone extends Error {}

function calls(limits: Partial<CallLimits> = {}): GuardedCalls {
  return new GuardedCalls(
    {
      isTransient: (error) => error instanceof Passing,
      timedOut: () => new TimedOut(),
      leftAlone: () => new LeftAlone(),
    },
    { attempts: 3, backoffMs: 1, failures: 2, openMs: 60_000, ...limits },
  );
}

describe('guarded calls', () => {
  it('try again what may succeed in a moment, and give back its result', async () => {
    let tried = 0;
    const result = await calls().run(async () => {
      tried += 1;
      if (tried < 3) throw new Passing();
      return 'done';
    });
    expect([result, tried]).toEqual(['done', 3]);
  });

  it('are tried no more often than allowed', async () => {
    let tried = 0;
    const failing = async () => {
      tried += 1;
      throw new Passing();
    };
    await expect(calls().run(failing)).rejects.toThrow(Passing);
    expect(tried).toBe(3);
    tried = 0;
    await expect(calls().run(failing, 1)).rejects.toThrow(Passing);
    expect(tried).toBe(1);
  });

  it('do not repeat what would fail again, and leave the breaker closed for it', async () => {
    const guarded = calls();
    let tried = 0;
    for (let call = 0; call < 5; call += 1) {
      await expect(
        guarded.run(async () => {
          tried += 1;
          throw new Lasting();
        }),
      ).rejects.toThrow(Lasting);
    }
    expect(tried).toBe(5);
  });

  it('end at the deadline even when the service does not listen', async () => {
    const never = new Promise<never>(() => undefined);
    await expect(calls({ deadlineMs: 20 }).run(() => never)).rejects.toThrow(TimedOut);
  });

  it('tell the call when the deadline passed', async () => {
    let reason: unknown;
    const call = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(new Lasting());
        });
      });
    await expect(calls({ deadlineMs: 20 }).run(call)).rejects.toThrow(TimedOut);
    expect(reason).toBeInstanceOf(TimedOut);
  });

  it('leave a service alone that failed several times in a row', async () => {
    const guarded = calls({ deadlineMs: 10 });
    const never = new Promise<never>(() => undefined);
    await expect(guarded.run(() => never)).rejects.toThrow(TimedOut);
    await expect(guarded.run(() => never)).rejects.toThrow(TimedOut);
    let isCalled = false;
    await expect(
      guarded.run(async () => {
        isCalled = true;
      }),
    ).rejects.toThrow(LeftAlone);
    expect(isCalled).toBe(false);
  });
});
