import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { authorScopeOf } from '../universities/authorship';
import { looksAfter } from './course-standing.repository';
import type {
  DiscussionReport,
  NewReport,
  OwnReport,
  ReportResolution,
  ReportStatus,
} from './discussion-report';

/** Reports of the courses that somebody looks after: `$1` who, `$2` and `$3` where they write. */
const REPORTS = `
  SELECT report.id, report.subject, report.course_id AS "courseId",
    report.thread_id AS "threadId", report.post_id AS "postId", report.reason,
    report.reported_text AS "reportedText", report.status, report.note,
    report.resolved_at AS "resolvedAt", report.created_at AS "createdAt",
    jsonb_build_object('id', reporter.id, 'username', reporter.username) AS reporter,
    CASE WHEN author.id IS NOT NULL
      THEN jsonb_build_object('id', author.id, 'username', author.username) END AS author
  FROM discussion_reports report
  JOIN courses course ON course.id = report.course_id
  JOIN users reporter ON reporter.id = report.reporter_id
  LEFT JOIN users author ON author.id = report.author_id
  WHERE ${looksAfter('course', '$1', '$2', '$3')}`;

/** Reports about discussions in PostgreSQL. Reads find only what the actor looks after. */
@Injectable()
export class DiscussionReportsRepository {
  constructor(private readonly database: Database) {}

  /** Stores a report; null when this person reported the same before. */
  insert(report: NewReport): Promise<OwnReport | null> {
    return this.database.queryOne<OwnReport>(
      `INSERT INTO discussion_reports (subject, course_id, thread_id, post_id, reporter_id,
         author_id, reported_text, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
       RETURNING id, thread_id AS "threadId", post_id AS "postId", reason,
         created_at AS "createdAt"`,
      [
        report.subject,
        report.courseId,
        report.threadId,
        report.postId,
        report.reporterId,
        report.authorId,
        report.reportedText,
        report.reason,
      ],
    );
  }

  /** The newest first, of one status or of all. */
  list(
    actor: Actor,
    status: ReportStatus | null,
    { skip, limit }: Slice,
  ): Promise<DiscussionReport[]> {
    return this.database.query<DiscussionReport>(
      `${REPORTS} AND ($4::text IS NULL OR report.status = $4)
       ORDER BY report.id DESC OFFSET $5 LIMIT $6`,
      [...readerOf(actor), status, skip, limit],
    );
  }

  find(actor: Actor, id: number): Promise<DiscussionReport | null> {
    return this.database.queryOne<DiscussionReport>(`${REPORTS} AND report.id = $4`, [
      ...readerOf(actor),
      id,
    ]);
  }

  async resolve(actor: Actor, id: number, { status, note }: ReportResolution): Promise<void> {
    await this.database.query(
      `UPDATE discussion_reports SET status = $2,
         note = CASE WHEN $3 THEN $4::text ELSE note END,
         resolved_by = CASE WHEN $2 = 'OPEN' THEN NULL ELSE $5::integer END,
         resolved_at = CASE WHEN $2 = 'OPEN' THEN NULL ELSE now() END
       WHERE id = $1`,
      [id, status, note !== undefined, note ?? null, actor.userId],
    );
  }
}

function readerOf(actor: Actor): readonly unknown[] {
  const { everywhere, universityIds } = authorScopeOf(actor);
  return [actor.userId, everywhere, universityIds];
}
