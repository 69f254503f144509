import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { EntryKind, StoredEntry } from './record-entry';
import type {
  DocumentEvidence,
  Entry,
  GradePointAverage,
  IncomeBand,
  RecordFacts,
  SessionHeld,
} from './student-record';

/** The one row of a record. */
export interface RecordRow extends RecordFacts {
  readonly version: number;
}

/** What a record says of a student of whom nothing is known. */
export const NOTHING_KNOWN: RecordRow = {
  grade: null,
  graduationYear: null,
  gpa: null,
  state: null,
  citizenship: null,
  householdIncomeBand: null,
  interests: [],
  intendedMajors: [],
  version: 0,
};

interface Row extends Omit<RecordRow, 'gpa' | 'householdIncomeBand'> {
  readonly gpa: number | null;
  readonly gpaScale: number | null;
  readonly householdIncomeBand: IncomeBand | null;
}

/** A session as a reader of the record sees it. */
export interface SessionInRecord {
  readonly id: string;
  readonly heldOn: string;
  readonly sessionType: string;
  readonly durationMinutes: number;
  readonly actionItems: readonly string[];
  /** Null for everybody but the coach who wrote them and platform admins. */
  readonly notes: string | null;
}

/** Sessions that a reader gets; what is older says little. */
const LATEST_SESSIONS = 50;

/** Students' records in PostgreSQL. */
@Injectable()
export class StudentRecordsRepository {
  constructor(private readonly database: Database) {}

  /** The facts that stand alone; null for a student of whom nothing is known. */
  async findFacts(userId: number): Promise<RecordRow | null> {
    const row = await this.database.queryOne<Row>(
      `SELECT grade, graduation_year AS "graduationYear", gpa::float8, gpa_scale::float8 AS "gpaScale",
              state, citizenship, household_income_band AS "householdIncomeBand", interests,
              intended_majors AS "intendedMajors", version
       FROM student_records WHERE user_id = $1`,
      [userId],
    );
    if (row === null) return null;
    const { gpa, gpaScale, ...facts } = row;
    return { ...facts, gpa: averageOf(gpa, gpaScale) };
  }

  /** Creates the record of a student of whom nothing is known, raises its version, locks it. */
  async touch(userId: number): Promise<void> {
    await this.database.query(
      `INSERT INTO student_records (user_id) VALUES ($1)
       ON CONFLICT (user_id) DO UPDATE SET version = student_records.version + 1, updated_at = now()`,
      [userId],
    );
  }

  /** Replaces every fact of a record that exists. */
  async saveFacts(userId: number, facts: RecordFacts): Promise<void> {
    await this.database.query(
      `UPDATE student_records SET grade = $2, graduation_year = $3, gpa = $4, gpa_scale = $5,
         state = $6, citizenship = $7, household_income_band = $8, interests = $9::text[],
         intended_majors = $10::text[]
       WHERE user_id = $1`,
      [
        userId,
        facts.grade,
        facts.graduationYear,
        facts.gpa?.value ?? null,
        facts.gpa?.scale ?? null,
        facts.state,
        facts.citizenship,
        facts.householdIncomeBand,
        facts.interests,
        facts.intendedMajors,
      ],
    );
  }

  /** Every entry, or those of one kind, in the order in which they were made. */
  entriesOf(userId: number, kind: EntryKind | null = null): Promise<StoredEntry[]> {
    return this.database.query<StoredEntry>(
      `SELECT id, kind, data, created_at AS "createdAt", updated_at AS "updatedAt"
       FROM student_record_entries
       WHERE user_id = $1 AND ($2::text IS NULL OR kind = $2) ORDER BY id`,
      [userId, kind],
    );
  }

  /** The latest first. */
  sessionsOf(userId: number): Promise<SessionHeld[]> {
    return this.database.query<SessionHeld>(
      `SELECT id, held_on AS "heldOn", session_type AS "sessionType",
              duration_minutes AS "durationMinutes", notes
       FROM coaching_sessions WHERE student_id = $1
       ORDER BY held_on DESC, created_at DESC LIMIT $2`,
      [userId, LATEST_SESSIONS],
    );
  }

  /** The latest first; notes of other coaches only where the reader reads all. */
  sessionsSeenBy(
    readerId: number,
    studentId: number,
    notes: 'all' | 'own',
  ): Promise<SessionInRecord[]> {
    return this.database.query<SessionInRecord>(
      `SELECT id, held_on AS "heldOn", session_type AS "sessionType",
              duration_minutes AS "durationMinutes", action_items AS "actionItems",
              CASE WHEN $3 OR coach_id = $1 THEN notes END AS notes
       FROM coaching_sessions WHERE student_id = $2
       ORDER BY held_on DESC, created_at DESC LIMIT $4`,
      [readerId, studentId, notes === 'all', LATEST_SESSIONS],
    );
  }

  documentEvidenceOf(userId: number): Promise<Entry<DocumentEvidence>[]> {
    return this.database.query<Entry<DocumentEvidence>>(
      `SELECT id, kind, quote FROM document_evidence WHERE user_id = $1 ORDER BY id LIMIT 500`,
      [userId],
    );
  }
}

function averageOf(value: number | null, scale: number | null): GradePointAverage | null {
  return value === null || scale === null ? null : { value, scale };
}
