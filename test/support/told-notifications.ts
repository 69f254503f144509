import { eventually } from './eventually';
import type { Person } from './people';
import type { TestApp } from './test-app';

const PATIENCE_MS = 20_000;

/** A notification as the learning contract shows it. */
interface ShownNotification {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly about: { readonly user_id: number; readonly name: string } | null;
  readonly target: { readonly type: string; readonly id: string } | null;
  readonly course_id: number | null;
  readonly occurred_at: string;
  readonly read_at: string | null;
}

/** What a person was told, the newest first. */
export async function notificationsOf(
  app: TestApp,
  who: Person,
  query = '',
): Promise<ShownNotification[]> {
  const reply = await app.learning.get(`/notifications${query}`, who);
  if (reply.status !== 200) throw new Error(`The list answered ${reply.status}: ${reply.text}`);
  return reply.body.data;
}

/** Waits until a person has so many notifications, of one kind if one is named. */
export function told(
  app: TestApp,
  who: Person,
  count: number,
  kind?: string,
): Promise<ShownNotification[]> {
  return eventually(
    () => notificationsOf(app, who, kind === undefined ? '' : `?kind=${kind}`),
    (shown) => shown.length >= count,
    PATIENCE_MS,
  );
}

/** Waits until every event that was written has left: what is not told by now is never told. */
export async function allEventsLeft(app: TestApp): Promise<void> {
  await eventually(
    () => app.database.query(`SELECT name FROM outbox WHERE kind = 'event'`),
    (waiting) => waiting.length === 0,
    PATIENCE_MS,
  );
}

/** Puts notifications into a person's list as the sink would. */
export async function giveNotifications(
  app: TestApp,
  who: Person,
  count: number,
  kind = 'task.returned',
): Promise<void> {
  await app.database.query(
    `INSERT INTO notifications (user_id, occasion, kind, standing, in_app, occurred_at)
     SELECT $1, gen_random_uuid()::text, $3, 'self', true, now() FROM generate_series(1, $2)`,
    [who.id, count, kind],
  );
}
