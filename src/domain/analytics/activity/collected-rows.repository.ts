import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { GREETING_TRIGGER } from '../../replies/cacheable-message';
import type { CollectionName } from './collection-marks.repository';

/** Rows that one statement reads; in its words, so that it is planned for so few. */
export const COLLECTED_AT_ONCE = 2_500;

/** No row has a greater id. */
export const EVERY_ID = 2_147_483_647;

/** Something that a student or the tutor said. */
export interface SaidMessage {
  readonly id: number;
  readonly role: 'user' | 'assistant';
  /** What asks for the tutor's greeting stands among the messages, but nobody said it. */
  readonly isGreeting: boolean;
  readonly saidAt: Date;
  readonly sessionId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly sessionOpenedAt: Date;
  readonly isDiverged: boolean;
  /** From the question to the end of the reply; null while that is not known. */
  readonly durationMs: number | null;
  readonly isHit: boolean;
  /** What the books say that the turn cost; null when it started no generation. */
  readonly chargedMicrodollars: number | null;
  /** The node that answered; null when it is gone, or for a reply that none gave. */
  readonly nodeModel: string | null;
  readonly nodeInputTokens: number | null;
  readonly nodeOutputTokens: number | null;
}

/** A conversation that was opened. */
export interface OpenedSession {
  readonly id: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly openedAt: Date;
  readonly isDiverged: boolean;
}

/** A token that a sign-in began with or went on with. */
export interface IssuedToken {
  readonly id: number;
  readonly userId: number;
  readonly issuedAt: Date;
  readonly isFirst: boolean;
}

const MESSAGES = `
  SELECT message.id, message.role, message.role = 'user' AND message.content = $2 AS "isGreeting",
         message.created_at AS "saidAt", session.id AS "sessionId",
         session.user_id AS "userId", item.course_id AS "courseId", item.id AS "contentItemId",
         session.created_at AS "sessionOpenedAt", session.cache_state = 'DIVERGED' AS "isDiverged",
         least(round(extract(epoch FROM turn.finished_at - turn.created_at) * 1000), 2147483647)
           ::integer AS "durationMs",
         message.meta ->> 'source' IS NOT DISTINCT FROM 'cache' AS "isHit",
         charge.cost_microdollars::double precision AS "chargedMicrodollars",
         node.model AS "nodeModel", node.input_tokens AS "nodeInputTokens",
         node.output_tokens AS "nodeOutputTokens"
  FROM chat_messages message
  JOIN chat_sessions session ON session.id = message.session_id
  JOIN content_items item ON item.id = session.content_item_id
  JOIN chat_turns turn ON turn.id = message.turn_id
  LEFT JOIN llm_usage charge ON message.role = 'assistant' AND charge.turn_id = turn.id
  LEFT JOIN reply_nodes node ON node.id = (message.meta ->> 'cache_node_id')::integer
  WHERE message.id > $1 AND message.id <= $3 ORDER BY message.id LIMIT ${COLLECTED_AT_ONCE}`;

const SESSIONS = `
  SELECT session.id, session.user_id AS "userId", item.course_id AS "courseId",
         item.id AS "contentItemId", session.created_at AS "openedAt",
         session.cache_state = 'DIVERGED' AS "isDiverged"
  FROM chat_sessions session JOIN content_items item ON item.id = session.content_item_id
  WHERE session.id > $1 AND session.id <= $2 ORDER BY session.id LIMIT ${COLLECTED_AT_ONCE}`;

const TOKENS = `
  SELECT token.id, sign_in.user_id AS "userId", token.issued_at AS "issuedAt",
         token.parent_id IS NULL AS "isFirst"
  FROM refresh_tokens token JOIN sign_ins sign_in ON sign_in.id = token.sign_in_id
  WHERE token.id > $1 AND token.id <= $2 ORDER BY token.id LIMIT ${COLLECTED_AT_ONCE}`;

/** A table with rows that may not be collected yet. */
export interface CollectionBehind {
  readonly name: CollectionName;
  readonly newestId: number;
}

/** What is collected: rows after one id and up to another, in the order of the ids. */
@Injectable()
export class CollectedRowsRepository {
  constructor(private readonly database: Database) {}

  messages(after: number, to: number): Promise<SaidMessage[]> {
    return this.database.prepared('activity-said', MESSAGES, [after, GREETING_TRIGGER, to]);
  }

  sessions(after: number, to: number): Promise<OpenedSession[]> {
    return this.database.prepared('activity-opened', SESSIONS, [after, to]);
  }

  tokens(after: number, to: number): Promise<IssuedToken[]> {
    return this.database.prepared('activity-issued', TOKENS, [after, to]);
  }

  /** Diverged conversations of which that is not written down: the tree was pruned under them. */
  untoldDivergences(after: number): Promise<OpenedSession[]> {
    return this.database.query(
      `SELECT session.id, session.user_id AS "userId", item.course_id AS "courseId",
              item.id AS "contentItemId", session.created_at AS "openedAt", true AS "isDiverged"
       FROM chat_sessions session JOIN content_items item ON item.id = session.content_item_id
       WHERE session.id > $1 AND session.cache_state = 'DIVERGED' AND NOT EXISTS (
         SELECT FROM activity_events known
         WHERE known.occurred_at = date_trunc('milliseconds', session.created_at)
           AND known.key = md5('chat.diverged:' || session.id)::uuid)
       ORDER BY session.id LIMIT ${COLLECTED_AT_ONCE}`,
      [after],
    );
  }

  /** Those of these tables that have rows which may not be collected yet. */
  behind(): Promise<CollectionBehind[]> {
    return this.database.prepared(
      'activity-behind',
      `SELECT newest.name, newest.id::float8 AS "newestId" FROM (VALUES
         ('chat messages', (SELECT max(id) FROM chat_messages)),
         ('chat sessions', (SELECT max(id) FROM chat_sessions)),
         ('sign-in tokens', (SELECT max(id) FROM refresh_tokens))
       ) AS newest (name, id)
       LEFT JOIN activity_collections mark ON mark.name = newest.name
       WHERE newest.id > coalesce(mark.collected_to, 0)`,
      [],
    );
  }
}
