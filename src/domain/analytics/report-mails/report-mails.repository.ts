import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { MailFrequency, ReportMail, ReportMailWish } from './report-mail';

/** A report mail with the person who gets it. */
export interface AddressedReportMail extends ReportMail {
  readonly userId: number;
  readonly userUuid: string;
  /** Null for everything together. */
  readonly courseTitle: string | null;
}

const COLUMNS = `mail.id, mail.report, mail.frequency, mail.course_id AS "courseId",
  mail.is_paused AS "isPaused", mail.mailed_through::text AS "mailedThrough",
  mail.created_at AS "createdAt"`;
const PLATFORM_ADMIN = `EXISTS (
  SELECT FROM role_grants held
  WHERE held.user_id = mail.user_id AND held.role = 'PLATFORM_ADMIN')`;

/** Who gets which report how often. */
@Injectable()
export class ReportMailsRepository {
  constructor(private readonly database: Database) {}

  /** A person's own, in the order in which they were asked for. */
  listOf(userId: number): Promise<ReportMail[]> {
    return this.database.query<ReportMail>(
      `SELECT ${COLUMNS} FROM report_mails mail WHERE user_id = $1 ORDER BY id`,
      [userId],
    );
  }

  /** One of a person's own, held until the transaction ends. */
  findForUpdate(userId: number, id: number): Promise<ReportMail | null> {
    return this.database.queryOne<ReportMail>(
      `SELECT ${COLUMNS} FROM report_mails mail WHERE user_id = $1 AND id = $2 FOR UPDATE`,
      [userId, id],
    );
  }

  /** Holds the person, so that they ask for one mail at a time. @returns how many they get. */
  async countForUpdate(userId: number): Promise<number> {
    await this.database.query(`SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, [userId]);
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM report_mails WHERE user_id = $1`,
      [userId],
    );
    return row?.count ?? 0;
  }

  async insert(userId: number, wish: ReportMailWish, mailedThrough: string): Promise<ReportMail> {
    const row = await this.database.queryOne<ReportMail>(
      `INSERT INTO report_mails AS mail (user_id, report, frequency, course_id, mailed_through)
       VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [userId, wish.report, wish.frequency, wish.courseId, mailedThrough],
    );
    return row as ReportMail;
  }

  async update(
    mail: Pick<ReportMail, 'id' | 'frequency' | 'isPaused' | 'mailedThrough'>,
  ): Promise<ReportMail> {
    const rows = await this.database.query<ReportMail>(
      `UPDATE report_mails mail SET frequency = $2, is_paused = $3, mailed_through = $4
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [mail.id, mail.frequency, mail.isPaused, mail.mailedThrough],
    );
    return rows[0] as ReportMail;
  }

  /** @returns whether it was there. */
  async delete(userId: number, id: number): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM report_mails WHERE user_id = $1 AND id = $2 RETURNING 1`,
      [userId, id],
    );
    return rows.length > 0;
  }

  /** Ends the mails of people who run the installation no longer. */
  async deleteOfOthers(): Promise<void> {
    await this.database.query(`DELETE FROM report_mails mail WHERE NOT ${PLATFORM_ADMIN}`);
  }

  /** Mails to admins whose account is open that tell of nothing after a day yet. */
  listBehind(frequency: MailFrequency, day: string): Promise<AddressedReportMail[]> {
    return this.database.query<AddressedReportMail>(
      `SELECT ${COLUMNS}, person.id AS "userId", person.uuid AS "userUuid",
              course.title AS "courseTitle"
       FROM report_mails mail
       JOIN users person ON person.id = mail.user_id AND person.is_active
       LEFT JOIN courses course ON course.id = mail.course_id
       WHERE mail.frequency = $1 AND mail.mailed_through < $2 AND NOT mail.is_paused
         AND ${PLATFORM_ADMIN}
       ORDER BY mail.report, mail.course_id, mail.id`,
      [frequency, day],
    );
  }

  /** Notes that a mail tells of everything up to a day. @returns false when it did already. */
  async advance(id: number, frequency: MailFrequency, day: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE report_mails mail SET mailed_through = $3
       WHERE id = $1 AND frequency = $2 AND mailed_through < $3 AND NOT is_paused
         AND ${PLATFORM_ADMIN} RETURNING 1`,
      [id, frequency, day],
    );
    return rows.length > 0;
  }
}
