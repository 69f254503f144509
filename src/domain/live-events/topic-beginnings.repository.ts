import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Waits for what goes on at the moment at which a topic begins to be told. */
@Injectable()
export class TopicBeginningsRepository {
  constructor(private readonly database: Database) {}

  /** Returns once nobody holds a chat session, which whoever says something in it does. */
  async awaitSession(id: number): Promise<void> {
    await this.database.query(`SELECT FROM chat_sessions WHERE id = $1 FOR SHARE`, [id]);
  }
}
