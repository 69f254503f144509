import type { TestApp } from './test-app';

/** Keeps every event that is written to the outbox, also after the dispatcher sent it on. */
export async function keepEvents(app: TestApp): Promise<void> {
  await app.database.query(`
    CREATE TABLE told_events (id integer GENERATED ALWAYS AS IDENTITY, name text, payload jsonb);
    CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO told_events (name, payload) VALUES (NEW.name, NEW.payload);
      RETURN NULL;
    END $$;
    CREATE TRIGGER events_are_kept AFTER INSERT ON outbox
      FOR EACH ROW WHEN (NEW.kind = 'event') EXECUTE FUNCTION keep_event()`);
}

/** The payloads of the events of this name about a person, the oldest first. */
export async function eventsOf(app: TestApp, name: string, userId: number): Promise<unknown[]> {
  const rows = await app.database.query<{ payload: unknown }>(
    `SELECT payload FROM told_events WHERE name = $1 AND payload @> $2 ORDER BY id`,
    [name, JSON.stringify({ userId })],
  );
  return rows.map(({ payload }) => payload);
}
