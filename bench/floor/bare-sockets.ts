import { createServer } from 'node:http';
import { Pool } from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BearerClaims, verifyBearer } from './bearer';
import { isReader, READER, type ReaderRow } from './reader';

/**
 * The floor of event delivery: sockets by `ws`, who may follow a course as Trellis decides it, and a
 * loop. Told what it needs by PORT, DATABASE_URL, DATABASE_POOL_SIZE and TRELLIS_SECRET.
 */
const { PORT, DATABASE_URL, DATABASE_POOL_SIZE, TRELLIS_SECRET = '' } = process.env;

const pool = new Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE) });
const followers = new Map<string, Set<WebSocket>>();
const TOPIC = /^course:(\d{1,9})$/;

const MAY_READ = `
  SELECT reader.reader_id, reader.reader_uuid, course.id AS course_id
  FROM (${READER}) reader
  LEFT JOIN courses course ON course.id = $2 AND course.is_published
    AND (reader.writes_everywhere OR course.university_id = ANY(reader.writes_in)
         OR EXISTS (SELECT 1 FROM enrollments e
                    JOIN course_offerings o ON o.id = e.course_offering_id
                    WHERE e.user_id = reader.reader_id AND o.course_id = course.id
                      AND e.status <> 'DROPPED'))`;

interface Row extends ReaderRow {
  readonly course_id: number | null;
}

interface Frame {
  readonly type: string;
  readonly token?: string;
  readonly topic?: string;
}

/** A connection that may be anybody's until it has sent a token. */
function welcome(socket: WebSocket): void {
  let claims: BearerClaims | null = null;
  const take = async ({ type, token, topic = '' }: Frame): Promise<void> => {
    if (type === 'auth') {
      claims = verifyBearer(`Bearer ${token}`, TRELLIS_SECRET);
      if (claims === null) return socket.close(4401);
      socket.send(JSON.stringify({ type: 'auth', status: 'ok', user_id: claims.sub }));
    } else if (type === 'subscribe' && (await mayFollow(claims, topic))) {
      const ofTopic = followers.get(topic) ?? new Set();
      followers.set(topic, ofTopic.add(socket));
      socket.on('close', () => ofTopic.delete(socket));
      socket.send(JSON.stringify({ type: 'subscribed', topic }));
    } else {
      socket.send(JSON.stringify({ type: 'error', error: { code: 'topic_not_found' } }));
    }
  };
  socket.on('message', (text: Buffer) => {
    take(JSON.parse(text.toString()) as Frame).catch(() => socket.close(1011));
  });
}

async function mayFollow(claims: BearerClaims | null, topic: string): Promise<boolean> {
  const courseId = TOPIC.exec(topic)?.[1];
  if (claims === null || courseId === undefined) return false;
  const { rows } = await pool.query<Row>({
    name: 'may-read',
    text: MAY_READ,
    values: [claims.sid, Number(courseId)],
  });
  return isReader(rows[0], claims) && rows[0].course_id !== null;
}

/** Tells everybody so many events, one after the other. */
function tellAll(count: number): void {
  for (let offset = 1; offset <= count; offset += 1) {
    for (const [topic, sockets] of followers) {
      const text = JSON.stringify({
        type: 'event',
        event_type: 'course.updated',
        data: { course_id: Number(TOPIC.exec(topic)?.[1]), part: 'content' },
        topic,
        epoch: '00000000-0000-4000-8000-000000000000',
        offset,
        event_id: '00000000-0000-4000-8000-000000000000',
        occurred_at: new Date().toISOString(),
      });
      for (const socket of sockets) socket.send(text);
    }
  }
}

const server = createServer((request, response) => {
  tellAll(Number(new URL(request.url ?? '/', 'http://floor').searchParams.get('count')));
  response.end();
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', welcome);
server.listen(Number(PORT), '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
