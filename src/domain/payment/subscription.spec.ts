import type { Price } from './catalogue';
import { entitledUntil, termsOf } from './subscription';

const start = new Date('2026-01-01T00:00:00Z');
const end = new Date('2026-02-01T00:00:00Z');
const subscription = (changes: object) => ({
  status: 'active',
  cancelAt: null,
  cancelAtPeriodEnd: false,
  currentPeriodStart: start,
  currentPeriodEnd: end,
  ...changes,
});
const price = (changes: Partial<Price>): Price => ({
  id: 'price_1',
  planCode: 'pro',
  name: 'Pro',
  amountCents: 100,
  currency: 'usd',
  interval: 'month',
  intervalCount: 1,
  livemode: false,
  courseIds: [],
  createdAt: start,
  retiredAt: null,
  ...changes,
});

describe('What a subscription entitles to', () => {
  it.each([
    ['active', { status: 'active' }, '2026-02-08'],
    ['on trial', { status: 'trialing' }, '2026-02-08'],
    ['cancelled with the period', { cancelAtPeriodEnd: true, cancelAt: end }, '2026-02-01'],
    ['cancelled for a day', { cancelAt: new Date('2026-01-20T00:00:00Z') }, '2026-01-20'],
    ['not paid in time', { status: 'past_due' }, '2026-01-08'],
  ])('%s', (_, changes, day) => {
    expect(entitledUntil(subscription(changes), 7)?.toISOString().slice(0, 10)).toBe(day);
  });

  it.each(['canceled', 'unpaid', 'incomplete', 'incomplete_expired', 'paused', 'a new word'])(
    'is nothing when it is %s',
    (status) => expect(entitledUntil(subscription({ status }), 7)).toBeNull(),
  );

  it('is its plans and courses, each once, and never the free plan', () => {
    const prices = [
      price({ courseIds: [3, 4] }),
      price({ id: 'price_2', courseIds: [4] }),
      price({ id: 'price_3', planCode: 'free', courseIds: [5] }),
    ];
    expect(termsOf(prices, start, end).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'plan pro',
      'course 3',
      'course 4',
      'course 5',
    ]);
  });
});
