import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { parseAnswer, GREETING_TRIGGER } from '../replies/cacheable-message';

/** What a student wrote to the tutor. */
export interface StudentMessage {
  readonly id: number;
  readonly content: string;
  readonly createdAt: Date;
}

const MOST_MESSAGES = 200;

/** What students wrote to the tutor, across their conversations. */
@Injectable()
export class StudentMessages {
  constructor(private readonly database: Database) {}

  /** The latest free-form messages of so many days, the newest first; answers to questions are none. */
  async recentOf(studentId: number, days: number): Promise<StudentMessage[]> {
    const messages = await this.database.query<StudentMessage>(
      `SELECT said.id, said.content, said.created_at AS "createdAt"
       FROM chat_messages said JOIN chat_sessions session ON session.id = said.session_id
       WHERE session.user_id = $1 AND said.role = 'user' AND said.content <> $2
         AND said.created_at > now() - make_interval(days => $3)
       ORDER BY said.id DESC LIMIT $4`,
      [studentId, GREETING_TRIGGER, days, MOST_MESSAGES],
    );
    return messages.filter(({ content }) => parseAnswer(content) === null);
  }
}
