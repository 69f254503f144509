import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { EmailVariables } from './email';
import type { EmailCategory } from './email-category';

/** How long a batch may wait in a run's hands before another may take it, in seconds. */
const CLAIM_SECONDS = 120;
/** How long one sending may take before its run counts as dead, in seconds. Above any deadline of the mailer. */
const SENDING_SECONDS = 180;

/** Rows in the hands of one run of the job. */
interface EmailClaim {
  readonly claim: string;
  /** In the order in which to send them. */
  readonly ids: readonly string[];
}

/** A mail that is about to be sent. */
export interface DueEmail {
  readonly id: string;
  readonly userId: number | null;
  readonly aboutId: number | null;
  readonly address: string | null;
  readonly recipientName: string | null;
  readonly template: string | null;
  readonly templateVersion: number | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly variables: EmailVariables;
  readonly category: EmailCategory;
  readonly attempts: number;
}

/** How a sending ended. */
interface EmailOutcome {
  readonly status: 'sent' | 'bounced' | 'failed' | 'suppressed';
  readonly error?: string;
  readonly templateVersion?: number | null;
}

/** The queue of mails as the sending job sees it. */
@Injectable()
export class EmailDispatchRepository {
  constructor(private readonly database: Database) {}

  /** Takes the next mails that are due; no other run gets them while the claim lasts. */
  async claim(most: number): Promise<EmailClaim> {
    const claim = randomUUID();
    const rows = await this.database.query<{ id: string; priority: number; send_at: Date }>(
      `UPDATE email_messages
       SET claim = $1, claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
       WHERE id IN (
         SELECT id FROM email_messages
         WHERE status = 'queued' AND send_at <= now()
           AND (claimed_until IS NULL OR claimed_until < now())
         ORDER BY priority DESC, send_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, priority, send_at`,
      [claim, most],
    );
    const inOrder = rows.toSorted(
      (a, b) => b.priority - a.priority || a.send_at.getTime() - b.send_at.getTime(),
    );
    return { claim, ids: inOrder.map(({ id }) => id) };
  }

  /**
   * Marks one claimed mail as being sent; from here on nobody cancels it. Null when it was cancelled
   * or the claim has run out: then it is not this run's to send.
   */
  begin(id: string, claim: string): Promise<DueEmail | null> {
    return this.database.queryOne<DueEmail>(
      `UPDATE email_messages
       SET status = 'sending', attempts = attempts + 1, updated_at = now(),
           claimed_until = now() + make_interval(secs => ${SENDING_SECONDS})
       WHERE id = $1 AND claim = $2 AND status = 'queued' AND claimed_until > now()
       RETURNING id, user_id AS "userId", about_id AS "aboutId", address::text, recipient_name AS "recipientName", template,
         template_version AS "templateVersion", subject, body, variables, category, attempts`,
      [id, claim],
    );
  }

  /** Notes how it ended, unless the row went to another run. */
  async finish(id: string, claim: string, outcome: EmailOutcome): Promise<void> {
    await this.database.query(
      `UPDATE email_messages
       SET status = $3, last_error = $4, template_version = coalesce($5, template_version),
           sent_at = CASE WHEN $3 = 'sent' THEN now() ELSE sent_at END,
           claim = NULL, claimed_until = NULL, updated_at = now()
       WHERE id = $1 AND claim = $2 AND status = 'sending'`,
      [id, claim, outcome.status, outcome.error ?? null, outcome.templateVersion ?? null],
    );
  }

  /** Puts a mail back for a later try. @param countsAsTry false when nobody was asked to take it. */
  async postpone(
    id: string,
    claim: string,
    seconds: number,
    error: string,
    countsAsTry: boolean,
  ): Promise<void> {
    await this.database.query(
      `UPDATE email_messages
       SET status = 'queued', send_at = now() + make_interval(secs => $3), last_error = $4,
           attempts = CASE WHEN $5 THEN attempts ELSE greatest(attempts - 1, 0) END,
           claim = NULL, claimed_until = NULL, updated_at = now()
       WHERE id = $1 AND claim = $2 AND status = 'sending'`,
      [id, claim, seconds, error, countsAsTry],
    );
  }

  /** Gives back what was claimed and not begun, for a try after so many seconds. */
  async release(claim: string, seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE email_messages
       SET send_at = now() + make_interval(secs => $2), claim = NULL, claimed_until = NULL
       WHERE claim = $1 AND status = 'queued'`,
      [claim, seconds],
    );
  }

  /** Puts back what a run that died was sending; what was tried too often has failed. */
  async recover(mostAttempts: number): Promise<void> {
    await this.database.query(
      `UPDATE email_messages
       SET status = CASE WHEN attempts >= $1 THEN 'failed' ELSE 'queued' END,
           last_error = 'interrupted', claim = NULL, claimed_until = NULL, updated_at = now()
       WHERE status = 'sending' AND claimed_until < now()`,
      [mostAttempts],
    );
  }
}
