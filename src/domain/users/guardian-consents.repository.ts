import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** `asked` when a child joins; then what the guardian answers, as often as they do. */
export type GuardianConsentKind = 'asked' | 'given' | 'refused' | 'revoked';

/** One step in the history of a guardian's consent. */
export interface GuardianConsentEvent {
  readonly userId: number;
  readonly kind: GuardianConsentKind;
  readonly guardianEmail: string;
  readonly guardianName: string | null;
  readonly occurredAt: Date;
}

const EVENT = `user_id AS "userId", kind, guardian_email::text AS "guardianEmail",
  guardian_name AS "guardianName", occurred_at AS "occurredAt"`;

/** The consent of guardians of children under 13: a history to which rows are only added. */
@Injectable()
export class GuardianConsentsRepository {
  constructor(private readonly database: Database) {}

  async append(event: Omit<GuardianConsentEvent, 'occurredAt'>): Promise<void> {
    await this.database.query(
      `INSERT INTO guardian_consent_events (user_id, kind, guardian_email, guardian_name)
       VALUES ($1, $2, $3, $4)`,
      [event.userId, event.kind, event.guardianEmail, event.guardianName],
    );
  }

  /** The newest step: what holds now. Null for people who need nobody's consent. */
  findLatest(userId: number): Promise<GuardianConsentEvent | null> {
    return this.database.queryOne<GuardianConsentEvent>(
      `SELECT ${EVENT} FROM guardian_consent_events WHERE user_id = $1 ORDER BY id DESC LIMIT 1`,
      [userId],
    );
  }

  /** The whole history, oldest first. */
  listOf(userId: number): Promise<GuardianConsentEvent[]> {
    return this.database.query<GuardianConsentEvent>(
      `SELECT ${EVENT} FROM guardian_consent_events WHERE user_id = $1 ORDER BY id`,
      [userId],
    );
  }

  /** Children whose guardians were asked so many days ago and never answered. */
  async listUnanswered(days: number, most: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT asked.user_id AS id FROM guardian_consent_events asked
       WHERE asked.kind = 'asked' AND asked.occurred_at < now() - make_interval(days => $1)
         AND NOT EXISTS (SELECT FROM guardian_consent_events later
                         WHERE later.user_id = asked.user_id AND later.id > asked.id)
       ORDER BY asked.occurred_at LIMIT $2`,
      [days, most],
    );
    return rows.map(({ id }) => id);
  }
}
