import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { ChatMessage, ChatSession, ContentContext, NewChatSession } from './chat-session';

const SESSION = `
  SELECT s.id, s.user_id AS "userId", s.content_item_id AS "contentItemId",
         s.title AS name,
         s.share_token AS "shareToken", s.cache_state AS "cacheState",
         s.cache_node_id AS "cacheNodeId", s.created_at AS "createdAt", s.updated_at AS "updatedAt",
         ci.title, ct.name AS "contentType", m.id AS "moduleId", m.title AS "moduleTitle",
         c.id AS "courseId", c.title AS "courseTitle", c.code AS "courseCode"
  FROM chat_sessions s
  JOIN content_items ci ON ci.id = s.content_item_id
  JOIN content_types ct ON ct.id = ci.content_type_id
  JOIN modules m ON m.id = ci.module_id
  JOIN courses c ON c.id = ci.course_id`;

/** `title` is the content item's; the session's own is `name`. */
type SessionRow = Omit<ChatSession, 'context' | 'title'> &
  ContentContext & { readonly name: string | null };

/** Chat sessions, their pinned prompts and their messages. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** Keeps the text of a resolved prompt, once for all sessions that start with it. */
  async savePromptSnapshot(snapshot: {
    hash: Buffer;
    name: string;
    version: number;
    text: string;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO prompt_snapshots (hash, name, version, text) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [snapshot.hash, snapshot.name, snapshot.version, snapshot.text],
    );
  }

  async insert(session: NewChatSession): Promise<number> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO chat_sessions
         (user_id, content_item_id, cache_state, root_key, prompt_hash, lesson_hash, model, locale)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        session.userId,
        session.contentItemId,
        session.cacheState,
        session.rootKey,
        session.promptHash,
        session.lessonHash,
        session.model,
        session.locale,
      ],
    );
    return (row as { id: number }).id;
  }

  async find(id: number, userId: number): Promise<ChatSession | null> {
    const row = await this.database.queryOne<SessionRow>(
      `${SESSION} WHERE s.id = $1 AND s.user_id = $2`,
      [id, userId],
    );
    return row === null ? null : toSession(row);
  }

  async findByShareToken(token: string): Promise<ChatSession | null> {
    const row = await this.database.queryOne<SessionRow>(`${SESSION} WHERE s.share_token = $1`, [
      token,
    ]);
    return row === null ? null : toSession(row);
  }

  /** @param contentItemId null for sessions about anything. */
  async listOf(userId: number, contentItemId: number | null, slice: Slice): Promise<ChatSession[]> {
    const rows = await this.database.query<SessionRow>(
      `${SESSION} WHERE s.user_id = $1 AND ($2::integer IS NULL OR s.content_item_id = $2)
       ORDER BY s.updated_at DESC, s.id DESC OFFSET $3 LIMIT $4`,
      [userId, contentItemId, slice.skip, slice.limit],
    );
    return rows.map(toSession);
  }

  /** Messages in the order they were said. */
  messagesOf(sessionId: number): Promise<ChatMessage[]> {
    return this.database.query<ChatMessage>(
      `SELECT id, role, content, meta, created_at AS "createdAt"
       FROM chat_messages WHERE session_id = $1 ORDER BY id`,
      [sessionId],
    );
  }

  /** Names a session, which does not count as using it. Whether there was such a session. */
  async rename(id: number, userId: number, title: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE chat_sessions SET title = $3 WHERE id = $1 AND user_id = $2 RETURNING id`,
      [id, userId, title],
    );
    return rows.length > 0;
  }

  /** Deletes a session with all that was said in it, unless a turn is running. Whether it did. */
  async deleteIdle(id: number, userId: number): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM chat_sessions
       WHERE id = $1 AND user_id = $2 AND active_turn_id IS NULL RETURNING id`,
      [id, userId],
    );
    return rows.length > 0;
  }

  /** Gives the session a share token unless it has one; the token in force. */
  async share(id: number, userId: number, token: string): Promise<string | null> {
    const row = await this.database.queryOne<{ share_token: string }>(
      `UPDATE chat_sessions SET share_token = coalesce(share_token, $3)
       WHERE id = $1 AND user_id = $2 RETURNING share_token`,
      [id, userId, token],
    );
    return row?.share_token ?? null;
  }

  /** Whether there was such a session. */
  async unshare(id: number, userId: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE chat_sessions SET share_token = NULL WHERE id = $1 AND user_id = $2 RETURNING id`,
      [id, userId],
    );
    return rows.length > 0;
  }
}

function toSession(row: SessionRow): ChatSession {
  const {
    name,
    title,
    contentType,
    moduleId,
    moduleTitle,
    courseId,
    courseTitle,
    courseCode,
    ...session
  } = row;
  return {
    ...session,
    title: name,
    context: { title, contentType, moduleId, moduleTitle, courseId, courseTitle, courseCode },
  };
}
