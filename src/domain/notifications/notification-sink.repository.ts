import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { isMailedHere, NOTIFICATION_RULES } from './kinds/notification-rules';
import type { NotificationDraft } from './notification';
import type { NotificationKind } from './notification-kind';
import type { NotificationSource } from './sources/notification-source';

/** For so long a mail waits whether the notification is read in the product, in minutes. */
const MAIL_AFTER_MINUTES = 10;

/** What everybody gets who wants nothing else. */
const DEFAULTS = JSON.stringify(
  NOTIFICATION_RULES.map((rule) => ({
    kind: rule.kind,
    inApp: rule.inApp.byDefault,
    email: isMailedHere(rule) && rule.email.byDefault,
  })),
);

/** A row of a source; what it does not speak of is absent. */
type SourceRow = Pick<NotificationDraft, 'userId' | 'kind'> &
  Partial<NotificationDraft> & { readonly eventId: string; readonly occurredAt: Date };

/** A notification that was not there before. */
interface NewNotification {
  readonly id: string;
  readonly userId: number;
  readonly kind: NotificationKind;
  readonly isInApp: boolean;
}

/** Notifications as events become some. */
@Injectable()
export class NotificationSinkRepository {
  constructor(private readonly database: Database) {}

  /** What waits for nobody's review any more is read, and is not mailed. */
  async endReviews(taskIds: readonly string[]): Promise<void> {
    await this.database.query(
      `UPDATE notifications SET read_at = now(), mail_due_at = NULL
       WHERE kind = 'task.to_review' AND target_id = ANY($1::text[]) AND read_at IS NULL`,
      [taskIds],
    );
  }

  /** Whom events of one name tell what. */
  async draftsOf(
    source: NotificationSource,
    events: readonly object[],
  ): Promise<NotificationDraft[]> {
    const rows = await this.database.query<SourceRow>(source.select, [JSON.stringify(events)]);
    return rows.map(({ eventId, ...row }) => ({
      standing: 'self',
      subjectId: null,
      actorId: null,
      courseId: null,
      targetType: null,
      targetId: null,
      facts: {},
      ...row,
      occasion: row.occasion ?? eventId,
    }));
  }

  /**
   * Stores those that their people want and were not told before, in one statement.
   *
   * @returns what is new.
   */
  insert(drafts: readonly NotificationDraft[]): Promise<NewNotification[]> {
    return this.database.query<NewNotification>(
      `INSERT INTO notifications (user_id, occasion, kind, standing, subject_id, actor_id,
         course_id, target_type, target_id, facts, in_app, occurred_at, mail_due_at)
       SELECT reader.id, draft.occasion, draft.kind, draft.standing, draft."subjectId", actor.id,
              course.id, draft."targetType", draft."targetId", draft.facts, wanted.in_app,
              draft."occurredAt",
              CASE WHEN wanted.email AND wanted.in_app
                     THEN now() + make_interval(mins => ${MAIL_AFTER_MINUTES})
                   WHEN wanted.email THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS draft (place integer, "userId" integer,
         occasion text, kind text, standing text, "subjectId" integer, "actorId" integer,
         "courseId" integer, "targetType" text, "targetId" text, facts jsonb,
         "occurredAt" timestamptz)
       JOIN users reader ON reader.id = draft."userId" AND reader.is_active
       LEFT JOIN users subject ON subject.id = draft."subjectId"
       LEFT JOIN users actor ON actor.id = draft."actorId"
       LEFT JOIN courses course ON course.id = draft."courseId"
       JOIN jsonb_to_recordset($2::jsonb) AS rule (kind text, "inApp" boolean, email boolean)
         ON rule.kind = draft.kind
       LEFT JOIN notification_preferences wish
         ON wish.user_id = reader.id AND wish.kind = draft.kind
       CROSS JOIN LATERAL (SELECT coalesce(wish.in_app, rule."inApp") AS in_app,
         coalesce(wish.mail, rule.email) AS email) wanted
       WHERE (wanted.in_app OR wanted.email)
         AND (draft."subjectId" IS NULL OR subject.id IS NOT NULL)
       ORDER BY draft.place
       ON CONFLICT (user_id, occasion) DO NOTHING
       RETURNING id, user_id AS "userId", kind, in_app AS "isInApp"`,
      [JSON.stringify(drafts.map((draft, place) => ({ ...draft, place }))), DEFAULTS],
    );
  }
}
