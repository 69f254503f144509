import { hash } from 'node:crypto';
import { Pool } from 'pg';
import { eventsOfRound, workOnActivity } from '../activity/activity-work';
import { copyIn } from '../activity/copy-in';
import { copyActivity } from '../activity/study-year';

/** An empty field, as COPY writes it. */
const NOTHING = '\\N';

/** The other floor of the activity log: bare COPY. It is told DATABASE_URL besides the events. */
async function work(): Promise<void> {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 1 });
  const client = await pool.connect();
  await workOnActivity(
    eventsOfRound(),
    (lines: string) => copyIn(client, copyActivity('activity_events'), [lines]),
    (events) =>
      events
        .map((event) =>
          [
            event.occurredAt.toISOString(),
            hash('md5', event.key),
            event.userId,
            event.kind,
            't',
            event.courseId,
            event.topicId,
            event.objectId,
            NOTHING,
            NOTHING,
            NOTHING,
            NOTHING,
            event.source,
            event.knownAt.toISOString(),
          ].join('\t'),
        )
        .map((line) => `${line}\n`)
        .join(''),
  );
  client.release();
  await pool.end();
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
