import type { Pool } from 'pg';
import { AccessTokens } from '../src/platform/crypto/access-tokens';

const TOKEN_SECONDS = 3_600;

/** A student who is signed in. */
export interface Student {
  readonly id: number;
  readonly uuid: string;
  readonly signInId: string;
  readonly token: string;
}

/** A student with a session that was not greeted yet. */
export interface Newcomer extends Student {
  readonly sessionId: number;
}

/** Thousands of students, written by SQL alone. */
export class Crowd {
  private taken = 0;

  constructor(
    private readonly pool: Pool,
    private readonly secret: string,
  ) {}

  /** Signs up and signs in so many students, who were all active yesterday. */
  async students(count: number): Promise<Student[]> {
    const first = this.taken;
    this.taken += count;
    const { rows } = await this.pool.query<Omit<Student, 'token'>>(
      `WITH students AS (
         INSERT INTO users (email, username, full_name, password_hash, current_streak_days,
                            last_activity_date)
         SELECT format('student-%s@example.com', n), format('student-%s', n),
                format('Student %s', n), 'none', 4, (now() AT TIME ZONE 'UTC')::date - 1
         FROM generate_series($1::integer, $2::integer) AS n RETURNING id, uuid
       ), granted AS (
         INSERT INTO role_grants (user_id, role) SELECT id, 'STUDENT' FROM students
       ), signed_in AS (
         INSERT INTO sign_ins (id, user_id, surface, expires_at)
         SELECT gen_random_uuid(), id, 'learning', now() + interval '1 day' FROM students
         RETURNING id, user_id
       )
       SELECT students.id, students.uuid, signed_in.id AS "signInId"
       FROM students JOIN signed_in ON signed_in.user_id = students.id ORDER BY students.id`,
      [first + 1, first + count],
    );
    const tokens = new AccessTokens(this.secret, TOKEN_SECONDS);
    return rows.map((row) => ({
      ...row,
      token: tokens.issue({ sub: row.uuid, uid: row.id, sid: row.signInId }),
    }));
  }

  /** So many students, each with a copy of a session that nobody has spoken in yet. */
  async newcomers(count: number, sessionId: number): Promise<Newcomer[]> {
    const students = await this.students(count);
    const { rows } = await this.pool.query<{ id: number; user_id: number }>(
      `INSERT INTO chat_sessions (user_id, content_item_id, cache_state, root_key, prompt_hash,
                                  lesson_hash, model, locale)
       SELECT student, content_item_id, cache_state, root_key, prompt_hash, lesson_hash, model,
              locale
       FROM chat_sessions, unnest($2::integer[]) AS student WHERE chat_sessions.id = $1
       RETURNING id, user_id`,
      [sessionId, students.map(({ id }) => id)],
    );
    const sessionOf = new Map(rows.map((row) => [row.user_id, row.id]));
    return students.map((student) => ({
      ...student,
      sessionId: sessionOf.get(student.id) as number,
    }));
  }

  /**
   * Lets so many students have been greeted before, and the tree have grown as many nodes: on
   * tables that are all but empty PostgreSQL plans scans that get slower with each reply.
   *
   * @param sessionId a session that was greeted.
   */
  async past(count: number, sessionId: number): Promise<void> {
    const newcomers = await this.newcomers(count, sessionId);
    await this.pool.query(
      `WITH greeted AS (
         UPDATE chat_sessions s SET cache_node_id = original.cache_node_id
         FROM chat_sessions original WHERE original.id = $1 AND s.id = ANY($2::integer[])
         RETURNING s.id, gen_random_uuid() AS turn_id
       ), turns AS (
         INSERT INTO chat_turns (id, session_id, status, starts_generation, finished_at)
         SELECT turn_id, id, 'complete', false, now() FROM greeted
       )
       INSERT INTO chat_messages (session_id, turn_id, role, content, chunk_lengths, meta)
       SELECT greeted.id, greeted.turn_id, said.role, said.content, said.chunk_lengths, said.meta
       FROM greeted, chat_messages said WHERE said.session_id = $1`,
      [sessionId, newcomers.map((newcomer) => newcomer.sessionId)],
    );
    await this.pool.query(
      `INSERT INTO reply_nodes (key, root_key, parent_id, content_item_id, prompt_hash, lesson_hash,
                                model, locale, message, content, chunk_lengths)
       SELECT sha256(n.key || int4send(child)), n.root_key, n.id, n.content_item_id, n.prompt_hash,
              n.lesson_hash, n.model, n.locale, child::text, n.content, n.chunk_lengths
       FROM chat_sessions s JOIN reply_nodes n ON n.id = s.cache_node_id,
            generate_series(1, $2::integer) AS child
       WHERE s.id = $1`,
      [sessionId, count],
    );
  }

  /** So many people who teach everywhere. */
  instructors(count: number): Promise<Student[]> {
    return this.withRole(count, 'INSTRUCTOR');
  }

  /** So many people who look after students, as yet after nobody. */
  coaches(count: number): Promise<Student[]> {
    return this.withRole(count, 'COACH');
  }

  /** So many people who run the platform. */
  admins(count: number): Promise<Student[]> {
    return this.withRole(count, 'PLATFORM_ADMIN');
  }

  /** What the planner has to know before it is measured. */
  async settle(): Promise<void> {
    await this.pool.query('VACUUM ANALYZE');
  }

  private async withRole(
    count: number,
    role: 'INSTRUCTOR' | 'COACH' | 'PLATFORM_ADMIN',
  ): Promise<Student[]> {
    const people = await this.students(count);
    await this.pool.query(
      `INSERT INTO role_grants (user_id, role) SELECT unnest($1::integer[]), $2`,
      [people.map(({ id }) => id), role],
    );
    return people;
  }
}
