import type { DomainEvent } from '../../platform/queue/domain-event';
import {
  PointsEarned,
  StakeClaimed,
  StakeMatured,
  StakeOpened,
  StakeReleased,
} from '../points/points.events';
import {
  TaskCompleted,
  TaskCreated,
  TaskReturned,
  TaskSubmitted,
  TaskUpdated,
  TaskWithdrawn,
} from '../tasks/tasks.events';
import { WEBHOOK_EVENT_TYPES, webhookEventType } from './webhook-events';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const task = { userId: 7, taskId: ID };
const stake = { userId: 7, stakeId: ID, points: 100 };

const EVENTS: readonly (readonly [DomainEvent, object])[] = [
  [new TaskCreated({ ...task, source: 'self' }), { source: 'self' }],
  [new TaskUpdated(task), {}],
  [new TaskSubmitted({ ...task, submissionId: ID, courseId: null }), {}],
  [new TaskReturned({ ...task, submissionId: ID }), {}],
  [new TaskCompleted({ ...task, points: 20 }), { points: 20 }],
  [new TaskWithdrawn({ ...task, status: 'cancelled' }), { status: 'cancelled' }],
  [new PointsEarned({ userId: 7, transferId: ID, points: 20 }), { points: 20 }],
  [new StakeOpened(stake), { points: 100 }],
  [new StakeMatured(stake), { points: 100 }],
  [new StakeClaimed(stake), { points: 100 }],
  [new StakeReleased({ ...stake, outcome: 'kept' }), { points: 100 }],
];

describe('The types of events that webhooks tell', () => {
  it('are those that the domain has, each of them once', () => {
    expect(EVENTS.map(([{ name }]) => name).toSorted()).toEqual(
      WEBHOOK_EVENT_TYPES.map(({ type }) => type).toSorted(),
    );
    expect(webhookEventType('coach.linked')).toBeNull();
  });

  it.each(EVENTS.map(([event, facts]) => [event.name, event, facts] as const))(
    'tell of %s whose it is, its id and small facts',
    (_name, { name, payload }, facts) => {
      const told = webhookEventType(name)?.read({ ...(payload as object), title: 'Secret words' });
      const { ownerId, data = {} } = told ?? {};
      const [[key, id] = [], ...rest] = Object.entries(data);
      expect(ownerId).toBe(7);
      expect(key).toMatch(/^(task|transfer|stake)_id$/);
      expect(id).toMatch(/^(tsk|ptx|stk)_\w{22}$/);
      expect(Object.fromEntries(rest)).toEqual(facts);
    },
  );

  it('show an example that holds what they tell', () => {
    for (const [{ name, payload }] of EVENTS) {
      const known = webhookEventType(name);
      expect(Object.keys(known?.example ?? {})).toEqual(
        Object.keys(known?.read(payload).data ?? {}),
      );
    }
  });

  it('refuse a payload that they cannot have', () => {
    expect(() => webhookEventType('task.created')?.read({ userId: 7 })).toThrow();
    expect(() => webhookEventType('stake.opened')?.read({ ...stake, points: '1' })).toThrow();
  });
});
