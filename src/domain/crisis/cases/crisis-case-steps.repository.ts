import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import {
  type CaseBand,
  type CaseEvidence,
  type CaseSource,
  type CaseStatus,
  type CaseStep,
  STEPS_FROM,
} from './crisis-case';

/** A case as a step finds it, locked for the transaction. */
export interface LockedCase {
  readonly id: string;
  readonly status: CaseStatus;
  readonly band: CaseBand;
  readonly severity: number;
}

/** An event to append. */
export interface NewCaseEvent {
  readonly caseId: string;
  readonly kind: string;
  readonly actorId: number | null;
  readonly note: string | null;
  readonly source: CaseSource | null;
  readonly sourceKey: string | null;
  readonly evidence: readonly CaseEvidence[];
}

/** A case that was just escalated, and what is told about it. */
export interface EscalatedCase {
  readonly id: string;
  readonly studentUuid: string;
  readonly band: CaseBand;
}

/** What changes crisis cases. Every method belongs into a transaction. */
@Injectable()
export class CrisisCaseStepsRepository {
  constructor(private readonly database: Database) {}

  /** Lets reports about one student follow one another; the student's uuid, null when gone. */
  async lockStudent(studentId: number): Promise<string | null> {
    const row = await this.database.queryOne<{ uuid: string }>(
      `SELECT uuid FROM users WHERE id = $1 FOR NO KEY UPDATE`,
      [studentId],
    );
    return row?.uuid ?? null;
  }

  /** Whether a source has been reported before. */
  async isReported(sourceKey: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM crisis_case_events WHERE source_key = $1`,
      [sourceKey],
    );
    return row !== null;
  }

  /** The case of the student that is not resolved. */
  findUnresolved(studentId: number): Promise<LockedCase | null> {
    return this.database.queryOne<LockedCase>(
      `SELECT id, status, band, severity::float8 AS severity FROM crisis_cases
       WHERE student_id = $1 AND status <> 'resolved' FOR UPDATE`,
      [studentId],
    );
  }

  async open(entry: {
    studentId: number;
    band: CaseBand;
    severity: number;
    source: CaseSource;
    sourceKey: string;
    minutes: number;
  }): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `INSERT INTO crisis_cases (student_id, band, severity, source, source_key, due_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6::float8 * 60)) RETURNING id`,
      [entry.studentId, entry.band, entry.severity, entry.source, entry.sourceKey, entry.minutes],
    );
    return (row as { id: string }).id;
  }

  /** Makes a case graver. Who acknowledged it before has to look again. */
  async raise(id: string, band: CaseBand, severity: number, minutes: number): Promise<void> {
    await this.database.query(
      `UPDATE crisis_cases SET band = $2, severity = greatest(severity, $3),
         status = CASE status WHEN 'acknowledged' THEN 'open' ELSE status END,
         due_at = CASE status WHEN 'escalated' THEN due_at
           ELSE least(due_at, now() + make_interval(secs => $4::float8 * 60)) END,
         acknowledged_by = NULL, acknowledged_at = NULL
       WHERE id = $1`,
      [id, band, severity, minutes],
    );
  }

  async appendEvent(event: NewCaseEvent): Promise<number> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO crisis_case_events
         (case_id, kind, actor_id, note, band, severity, source, source_key, evidence)
       SELECT id, $2, $3, $4, band, severity, $5, $6, $7 FROM crisis_cases WHERE id = $1
       RETURNING id`,
      [
        event.caseId,
        event.kind,
        event.actorId,
        event.note,
        event.source,
        event.sourceKey,
        JSON.stringify(event.evidence),
      ],
    );
    return (row as { id: number }).id;
  }

  /** Takes a step that a person decided; false when the state does not allow it. */
  async step(id: string, step: CaseStep, actorId: number, note: string | null): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE crisis_cases SET status = $2, due_at = NULL,
         acknowledged_by = CASE WHEN $2 = 'acknowledged' THEN $3 ELSE acknowledged_by END,
         acknowledged_at = CASE WHEN $2 = 'acknowledged' THEN now() ELSE acknowledged_at END,
         resolved_by = CASE WHEN $2 = 'resolved' THEN $3::integer END,
         resolved_at = CASE WHEN $2 = 'resolved' THEN now() END,
         resolution = CASE WHEN $2 = 'resolved' THEN $4 END
       WHERE id = $1 AND status = ANY($5::text[]) RETURNING id`,
      [id, step, actorId, note, STEPS_FROM[step]],
    );
    return rows.length > 0;
  }

  /** Escalates the open cases whose time is up; those that another process holds are its own. */
  async escalateDue(): Promise<EscalatedCase[]> {
    return this.database.query<EscalatedCase>(
      `WITH due AS (
         SELECT id FROM crisis_cases WHERE status = 'open' AND due_at <= now()
         ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
       UPDATE crisis_cases entry SET status = 'escalated', due_at = NULL
       FROM due, users student
       WHERE entry.id = due.id AND student.id = entry.student_id
       RETURNING entry.id, student.uuid AS "studentUuid", entry.band`,
    );
  }
}
