import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { CaseStatus, CrisisCase, CrisisCaseEvent } from './crisis-case';

const CASE = `
  SELECT entry.id, entry.student_id AS "studentId", student.uuid AS "studentUuid",
         student.full_name AS "studentName", entry.status, entry.band,
         entry.severity::float8 AS severity, entry.source, entry.opened_at AS "openedAt",
         entry.due_at AS "dueAt", keeper.uuid AS "acknowledgedBy",
         entry.acknowledged_at AS "acknowledgedAt", closer.uuid AS "resolvedBy",
         entry.resolved_at AS "resolvedAt", entry.resolution
  FROM crisis_cases entry
  JOIN users student ON student.id = entry.student_id
  LEFT JOIN users keeper ON keeper.id = entry.acknowledged_by
  LEFT JOIN users closer ON closer.id = entry.resolved_by`;

/** Which cases to list; null means any. */
export interface CaseFilter {
  readonly status: CaseStatus | null;
  readonly studentUuid: string | null;
  /** Only students whom this coach looks after now. */
  readonly coachId: number | null;
}

/** Crisis cases as people read them. */
@Injectable()
export class CrisisCasesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<CrisisCase | null> {
    return this.database.queryOne<CrisisCase>(`${CASE} WHERE entry.id = $1`, [id]);
  }

  /** Unresolved ones first, then the gravest, then the newest. */
  async list(filter: CaseFilter, slice: Slice): Promise<Page<CrisisCase>> {
    const matching = `
      WHERE ($1::text IS NULL OR entry.status = $1)
        AND ($2::uuid IS NULL OR student.uuid = $2)
        AND ($3::integer IS NULL OR EXISTS (
          SELECT 1 FROM coach_students link WHERE link.coach_id = $3
            AND link.student_id = entry.student_id AND link.status = 'active'))
        AND entry.student_id IS DISTINCT FROM $3::integer`;
    const values = [filter.status, filter.studentUuid, filter.coachId];
    const items = await this.database.query<CrisisCase>(
      `${CASE} ${matching}
       ORDER BY entry.status = 'resolved', entry.severity DESC, entry.opened_at DESC, entry.id
       OFFSET $4 LIMIT $5`,
      [...values, slice.skip, slice.limit],
    );
    const counted = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM crisis_cases entry
       JOIN users student ON student.id = entry.student_id ${matching}`,
      values,
    );
    return { items, total: counted?.total ?? 0 };
  }

  /** In the order in which they happened. */
  eventsOf(caseId: string): Promise<CrisisCaseEvent[]> {
    return this.database.query<CrisisCaseEvent>(
      `SELECT event.kind, actor.uuid AS "actorUuid", actor.full_name AS "actorName",
              event.occurred_at AS "occurredAt", event.note, event.band,
              event.severity::float8 AS severity, event.evidence
       FROM crisis_case_events event LEFT JOIN users actor ON actor.id = event.actor_id
       WHERE event.case_id = $1 ORDER BY event.id`,
      [caseId],
    );
  }
}
