import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';

interface Context {
  readonly user_id: number;
  readonly user_uuid: string;
  readonly model: string;
  readonly active_turn_id: string | null;
  readonly is_served: boolean;
  readonly previous_node_id: number | null;
  readonly node_id: number | null;
  readonly content: string;
  readonly chunk_lengths: readonly number[];
}

const SESSION_ID = /\/sessions\/(\d{1,9})\/greeting$/;
const GREETING = 'Start.';
const GREETING_HASH = createHash('sha256').update(GREETING).digest();
const COUNT_EVERY_MS = 1_000;

/** First round trip: the sign-in, the session with what its reply rests on, and the node. */
const CONTEXT = `
  SELECT u.id AS user_id, u.uuid AS user_uuid, s.model, s.active_turn_id,
         s.cache_node_id AS previous_node_id,
         c.is_published AND i.is_published AND is_module_published(m.id) AND c.cache_enabled
           AND s.cache_state = 'TRACKING' AS is_served,
         c.model AS course_model, i.option_keys, p.revision,
         sha256(i.lesson_hash || convert_to(c.title || E'\\n' || m.title, 'UTF8')) AS lesson_hash,
         n.id AS node_id, n.content, n.chunk_lengths
  FROM sign_ins l
  JOIN users u ON u.id = l.user_id
  JOIN chat_sessions s ON s.user_id = u.id
  JOIN content_items i ON i.id = s.content_item_id
  JOIN modules m ON m.id = i.module_id
  JOIN courses c ON c.id = i.course_id
  CROSS JOIN prompt_catalogue p
  LEFT JOIN reply_nodes n
    ON n.key = sha256(s.root_key || int4send(coalesce(s.cache_node_id, 0)) || $3::bytea)
  WHERE l.id = $1 AND l.revoked_at IS NULL AND l.expires_at > now() AND u.is_active AND s.id = $2`;

/** Second round trip: the session moves on; turn, messages and activity are kept with it. */
const SAVE = `
  WITH turn AS (
    UPDATE chat_sessions s SET cache_node_id = n.id, updated_at = now()
    FROM reply_nodes n
    WHERE s.id = $1 AND n.id = $2 AND s.active_turn_id IS NULL AND s.cache_state = 'TRACKING'
      AND s.cache_node_id IS NOT DISTINCT FROM $3::integer
    RETURNING s.id, s.user_id, n.content, n.chunk_lengths
  ), kept AS (
    INSERT INTO chat_turns (id, session_id, status, starts_generation, finished_at)
    SELECT $4::uuid, id, 'complete', false, now() FROM turn
  ), asked AS (
    INSERT INTO chat_messages (session_id, turn_id, role, content)
    SELECT id, $4::uuid, 'user', $5::text FROM turn
  ), answered AS (
    INSERT INTO chat_messages (session_id, turn_id, role, content, chunk_lengths, meta)
    SELECT id, $4::uuid, 'assistant', content, chunk_lengths,
           jsonb_build_object('source', 'cache', 'cache_node_id', $2::integer, 'model', $6::text)
    FROM turn RETURNING id
  ), active AS (SELECT note_activity(user_id) FROM turn)
  SELECT answered.id FROM answered, active`;

/** `POST /api/v1/chat/sessions/{id}/greeting` for greetings that are in the tree. */
export function greeting({ pool, secret }: Floor): FloorHandler {
  const hits = countHits(pool);
  return async (request, response) => {
    request.resume();
    const sessionId = Number(SESSION_ID.exec(request.url ?? '')?.[1]);
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const found = await pool.query<Context>({
      name: 'context',
      text: CONTEXT,
      values: [claims.sid, sessionId, GREETING_HASH],
    });
    const context = found.rows[0];
    if (context?.user_id !== claims.uid || context.user_uuid !== claims.sub) {
      return sendJson(response, 401, UNKNOWN_BEARER);
    }
    if (!context.is_served || context.active_turn_id !== null || context.node_id === null) {
      return sendJson(response, 409, { detail: 'The tree has no reply.' });
    }
    const saved = await pool.query<{ id: number }>({
      name: 'save',
      text: SAVE,
      values: [
        sessionId,
        context.node_id,
        context.previous_node_id,
        randomUUID(),
        GREETING,
        context.model,
      ],
    });
    const messageId = saved.rows[0]?.id;
    if (messageId === undefined) {
      return sendJson(response, 409, { detail: 'Another turn came first.' });
    }
    hits.set(context.node_id, (hits.get(context.node_id) ?? 0) + 1);
    sendFrames(response, context, messageId);
  };
}

function sendFrames(response: ServerResponse, reply: Context, messageId: number): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-store, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  let start = 0;
  let frames = '';
  for (const length of reply.chunk_lengths) {
    const content = reply.content.slice(start, (start += length));
    frames += `data: ${JSON.stringify({ content, done: false })}\n\n`;
  }
  frames += `data: ${JSON.stringify({ content: '', done: true, message_id: messageId })}\n\n`;
  response.end(frames);
}

/** Hits by node, written once a second in one statement. */
function countHits(pool: Pool): Map<number, number> {
  const hits = new Map<number, number>();
  setInterval(() => {
    if (hits.size === 0) return;
    const counted: [number[], number[]] = [[...hits.keys()], [...hits.values()]];
    hits.clear();
    pool
      .query(
        `UPDATE reply_nodes n SET hits = n.hits + c.hits, last_used_at = now()
         FROM unnest($1::integer[], $2::integer[]) AS c (id, hits) WHERE n.id = c.id`,
        counted,
      )
      .catch((error: Error) => process.stderr.write(`Hits are lost: ${error.message}\n`));
  }, COUNT_EVERY_MS);
  return hits;
}
