import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** Removes what is too old, a bounded number of rows a call, so that no lock is held for long. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly database: Database) {}

  /** Audit rows are never younger than a year when they go: the database sees to that. */
  async forgetAuditEntries(days: number, most: number): Promise<number> {
    const row = await this.database.queryOne<{ forgotten: number }>(
      `SELECT forget_audit_entries(now() - make_interval(days => $1), $2) AS forgotten`,
      [days, most],
    );
    return row?.forgotten ?? 0;
  }

  /** Sign-ins that ended so many days ago, with their refresh tokens. */
  forgetSignIns(days: number, most: number): Promise<number> {
    return this.remove(
      `DELETE FROM sign_ins WHERE id IN (
         SELECT id FROM sign_ins WHERE expires_at < now() - make_interval(days => $1)
         ORDER BY expires_at LIMIT $2) RETURNING 1`,
      days,
      most,
    );
  }

  /** Runs of agents, except those that the plan in force of a student rests on. */
  forgetAgentRuns(days: number, most: number): Promise<number> {
    return this.remove(
      `DELETE FROM agent_runs WHERE id IN (
         SELECT run.id FROM agent_runs run
         WHERE run.created_at < now() - make_interval(days => $1)
           AND run.status IN ('succeeded', 'failed')
           AND NOT EXISTS (
             SELECT FROM game_plans plan WHERE plan.run_id = run.id AND plan.version = (
               SELECT max(newest.version) FROM game_plans newest
               WHERE newest.user_id = plan.user_id))
         ORDER BY run.created_at LIMIT $2) RETURNING 1`,
      days,
      most,
    );
  }

  /** Mails that are sent or given up. */
  forgetEmails(days: number, most: number): Promise<number> {
    return this.remove(
      `DELETE FROM email_messages WHERE id IN (
         SELECT id FROM email_messages WHERE created_at < now() - make_interval(days => $1)
           AND status NOT IN ('queued', 'sending')
         ORDER BY created_at LIMIT $2) RETURNING 1`,
      days,
      most,
    );
  }

  /** What people were told, read or not. */
  forgetNotifications(days: number, most: number): Promise<number> {
    return this.remove(
      `DELETE FROM notifications WHERE id IN (
         SELECT id FROM notifications WHERE created_at < now() - make_interval(days => $1)
         ORDER BY created_at LIMIT $2) RETURNING 1`,
      days,
      most,
    );
  }

  /** Links of mails that expired a month ago. */
  forgetAccountTokens(most: number): Promise<number> {
    return this.remove(
      `DELETE FROM account_tokens WHERE id IN (
         SELECT id FROM account_tokens WHERE expires_at < now() - make_interval(days => $1)
         ORDER BY expires_at LIMIT $2) RETURNING 1`,
      30,
      most,
    );
  }

  private async remove(statement: string, days: number, most: number): Promise<number> {
    return (await this.database.query(statement, [days, most])).length;
  }
}
