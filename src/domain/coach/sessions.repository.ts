import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { CoachingSession, SessionDraft } from './coaching-session';
import type { NextSessionFacts } from './next-session';
import { OPEN_ALERTS } from './open-alerts';

const COLUMNS = `
  held.id, held.session_type AS "sessionType", held.held_on AS "heldOn",
  held.duration_minutes AS "durationMinutes", held.notes, held.action_items AS "actionItems",
  held.next_recommended_on AS "nextRecommendedOn", held.readiness::float8, held.version,
  held.created_at AS "createdAt", held.updated_at AS "updatedAt",
  json_build_object('id', coach.id, 'uuid', coach.uuid, 'name', coach.full_name) AS coach,
  json_build_object('id', student.id, 'uuid', student.uuid, 'name', student.full_name) AS student`;

/** Sessions with the coach $1, of students whom they look after now; of anybody when $2 is true. */
const READABLE = `
  FROM coaching_sessions held
  JOIN users coach ON coach.id = held.coach_id
  JOIN users student ON student.id = held.student_id
  WHERE ($2::boolean OR (held.coach_id = $1 AND EXISTS (
    SELECT 1 FROM coach_students link
    WHERE link.coach_id = $1 AND link.student_id = held.student_id AND link.status = 'active')))`;

/** Who reads sessions: one coach their own, or everybody's for a platform admin. */
export interface SessionReader {
  readonly coachId: number;
  readonly readsAll: boolean;
}

/** What the recommendation rests on, apart from the day of the session. */
type PressingFacts = Omit<NextSessionFacts, 'heldOn'>;

/** Coaching sessions in PostgreSQL. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    coachId: number,
    studentId: number,
    draft: SessionDraft,
    nextOn: string,
    readiness: number | null,
  ): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `INSERT INTO coaching_sessions (coach_id, student_id, session_type, held_on, duration_minutes,
         notes, action_items, next_recommended_on, readiness)
       VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9) RETURNING id`,
      [
        coachId,
        studentId,
        draft.sessionType,
        draft.heldOn,
        draft.durationMinutes,
        draft.notes,
        draft.actionItems,
        nextOn,
        readiness,
      ],
    );
    return (row as { id: string }).id;
  }

  async update(id: string, draft: SessionDraft, nextOn: string): Promise<void> {
    await this.database.query(
      `UPDATE coaching_sessions SET session_type = $2, held_on = $3, duration_minutes = $4,
         notes = $5, action_items = $6::text[], next_recommended_on = $7, version = version + 1,
         updated_at = now()
       WHERE id = $1`,
      [
        id,
        draft.sessionType,
        draft.heldOn,
        draft.durationMinutes,
        draft.notes,
        draft.actionItems,
        nextOn,
      ],
    );
  }

  find(reader: SessionReader, id: string): Promise<CoachingSession | null> {
    return this.database.queryOne<CoachingSession>(
      `SELECT ${COLUMNS} ${READABLE} AND held.id = $3`,
      [reader.coachId, reader.readsAll, id],
    );
  }

  /** The last one of a student that the reader may read. */
  findLast(reader: SessionReader, studentId: number): Promise<CoachingSession | null> {
    return this.database.queryOne<CoachingSession>(
      `SELECT ${COLUMNS} ${READABLE} AND held.student_id = $3
       ORDER BY held.held_on DESC, held.created_at DESC LIMIT 1`,
      [reader.coachId, reader.readsAll, studentId],
    );
  }

  /** The latest first, of one student or of all, with the number of all that match. */
  async list(
    reader: SessionReader,
    studentId: number | null,
    slice: Slice,
  ): Promise<Page<CoachingSession>> {
    const values = [reader.coachId, reader.readsAll, studentId];
    const matches = `${READABLE} AND ($3::int IS NULL OR held.student_id = $3)`;
    const items = await this.database.query<CoachingSession>(
      `SELECT ${COLUMNS} ${matches}
       ORDER BY held.held_on DESC, held.created_at DESC, held.id OFFSET $4 LIMIT $5`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total ${matches}`,
      values,
    );
    return { items, total: count?.total ?? 0 };
  }

  /** What presses for an early next session with a student, as it is now. */
  async pressingFacts(studentId: number): Promise<PressingFacts> {
    const facts = await this.database.queryOne<PressingFacts>(
      `SELECT
         (SELECT score::float8 FROM student_readiness WHERE user_id = $1) AS readiness,
         ARRAY(SELECT alert.band FROM ${OPEN_ALERTS} alert WHERE alert.student_id = $1)
           AS "openBands",
         ARRAY(SELECT data->>'deadline' FROM student_record_entries
               WHERE user_id = $1 AND kind = 'goal' AND data->>'deadline' IS NOT NULL
                 AND data->>'isReached' IS DISTINCT FROM 'true') AS deadlines`,
      [studentId],
    );
    return facts ?? { readiness: null, openBands: [], deadlines: [] };
  }
}
