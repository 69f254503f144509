import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** The latest readiness of each student, for caseloads. */
@Injectable()
export class ReadinessRepository {
  constructor(private readonly database: Database) {}

  /** Stores the score of a run; that of a run which was asked for later stays. */
  async save(studentId: number, runId: string, score: number | null): Promise<void> {
    await this.database.query(
      `INSERT INTO student_readiness AS present (user_id, score, run_id) VALUES ($1, $3, $2)
       ON CONFLICT (user_id) DO UPDATE SET score = excluded.score, run_id = excluded.run_id,
         assessed_at = now()
       WHERE NOT EXISTS (
         SELECT 1 FROM agent_runs later JOIN agent_runs ours ON ours.id = excluded.run_id
         WHERE later.id = present.run_id AND later.created_at > ours.created_at)`,
      [studentId, runId, score],
    );
  }
}
