import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { LESSON_HASH_SQL } from '../replies/reply-keys';

/** What a session that opens now pins, read in one statement so that it fits together. */
export interface OpeningMoment {
  readonly lessonHash: Buffer;
  readonly courseModel: string | null;
  readonly cacheEnabled: boolean;
  readonly promptRevision: string;
}

/** Reads the moment at which a session opens. */
@Injectable()
export class SessionOpening {
  constructor(private readonly database: Database) {}

  read(contentItemId: number): Promise<OpeningMoment | null> {
    return this.database.queryOne<OpeningMoment>(
      `SELECT ${LESSON_HASH_SQL} AS "lessonHash", c.model AS "courseModel",
              c.cache_enabled AS "cacheEnabled", p.revision AS "promptRevision"
       FROM content_items ci
       JOIN modules m ON m.id = ci.module_id
       JOIN courses c ON c.id = ci.course_id
       CROSS JOIN prompt_catalogue p
       WHERE ci.id = $1`,
      [contentItemId],
    );
  }
}
