import { CircuitBreaker } from './circuit-breaker';

class LeftAlone extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('Left alone.');
  }
}

describe('the circuit breaker', () => {
  let now: number;
  let breaker: CircuitBreaker;

  beforeEach(() => {
    now = 0;
    breaker = new CircuitBreaker(
      { failures: 3, openMs: 10_000 },
      (seconds) => new LeftAlone(seconds),
      () => now,
    );
  });

  function fail(times: number): void {
    for (let failure = 0; failure < times; failure++) {
      breaker.admit().failed();
    }
  }

  it('lets calls pass until enough of them failed in a row', () => {
    fail(2);
    breaker.admit().succeeded();
    fail(2);
    breaker.admit().abandoned();

    breaker.admit().failed();

    expect(() => breaker.admit()).toThrow(LeftAlone);
  });

  it('says when to come back', () => {
    fail(3);
    now = 2_500;

    expect(() => breaker.admit()).toThrow(expect.objectContaining({ retryAfterSeconds: 8 }));
  });

  it('lets a single call try it when the time is over', () => {
    fail(3);
    now = 10_000;

    const trial = breaker.admit();

    expect(() => breaker.admit()).toThrow(LeftAlone);
    trial.succeeded();
    breaker.admit().failed();
    expect(() => breaker.admit()).not.toThrow();
  });

  it('opens for everyone with the first word of the one that tries it', () => {
    fail(3);
    now = 10_000;

    const trial = breaker.admit();
    trial.answering();

    expect(() => breaker.admit()).not.toThrow();
    trial.failed();
    expect(() => breaker.admit()).toThrow(LeftAlone);
  });

  it('stays open for as long again when the try fails', () => {
    fail(3);
    now = 10_000;
    breaker.admit().failed();

    now = 19_999;
    expect(() => breaker.admit()).toThrow(LeftAlone);
    now = 20_000;
    expect(() => breaker.admit()).not.toThrow();
  });

  it('lets another call try it when the one that did was abandoned', () => {
    fail(3);
    now = 10_000;
    breaker.admit().abandoned();

    const second = breaker.admit();

    expect(() => breaker.admit()).toThrow(LeftAlone);
    second.succeeded();
    expect(() => breaker.admit()).not.toThrow();
  });

  it('counts each call once', () => {
    const call = breaker.admit();
    call.failed();
    call.failed();
    call.failed();

    expect(() => breaker.admit()).not.toThrow();
  });
});
