import { Injectable } from '@nestjs/common';
import type { Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { GamePlanResult } from './game-plan-result';

/** A plan as it was made. */
export interface StoredPlan {
  readonly id: string;
  readonly userId: number;
  /** 1 for a student's first plan. */
  readonly version: number;
  readonly startsOn: string;
  readonly plan: GamePlanResult;
  readonly createdAt: Date;
}

const PLAN = `id, user_id AS "userId", version, starts_on AS "startsOn", plan,
  created_at AS "createdAt"`;

/** Students' plans in PostgreSQL; none is ever changed. */
@Injectable()
export class GamePlansRepository {
  constructor(private readonly database: Database) {}

  /** Stores a plan as the student's next version, once for a run. */
  async insert(
    runId: string,
    userId: number,
    startsOn: string,
    plan: GamePlanResult,
    createdBy: number | null,
  ): Promise<void> {
    // Versions are given one by one for a student.
    await this.database.query(`SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE`, [userId]);
    await this.database.query(
      `INSERT INTO game_plans (user_id, version, run_id, starts_on, plan, created_by)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 FROM game_plans WHERE user_id = $1
       ON CONFLICT (run_id) DO NOTHING`,
      [userId, runId, startsOn, JSON.stringify(plan), createdBy],
    );
  }

  /** The newest first. */
  listOf(userId: number, { skip, limit }: Slice): Promise<StoredPlan[]> {
    return this.database.query<StoredPlan>(
      `SELECT ${PLAN} FROM game_plans WHERE user_id = $1 ORDER BY version DESC OFFSET $2 LIMIT $3`,
      [userId, skip, limit],
    );
  }

  find(userId: number, version: number): Promise<StoredPlan | null> {
    return this.database.queryOne<StoredPlan>(
      `SELECT ${PLAN} FROM game_plans WHERE user_id = $1 AND version = $2`,
      [userId, version],
    );
  }

  /**
   * Makes tasks of a milestone; those that were made before stay as they are.
   *
   * @returns the ids of the new ones.
   */
  async addTasks(
    plan: StoredPlan,
    month: number,
    tasks: readonly { title: string; priority: string; hours: number; dueOn: string }[],
    createdBy: number,
  ): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `INSERT INTO tasks (user_id, title, priority, estimated_hours, due_on, source, source_key, created_by)
       SELECT $1, title, priority, hours, due_on, 'game_plan', $2 || ':' || $3 || ':' || place, $4
       FROM unnest($5::text[], $6::text[], $7::numeric[], $8::date[])
         WITH ORDINALITY AS task (title, priority, hours, due_on, place)
       ON CONFLICT (user_id, source, source_key) DO NOTHING RETURNING id`,
      [
        plan.userId,
        plan.id,
        String(month),
        createdBy,
        tasks.map(({ title }) => title),
        tasks.map(({ priority }) => priority),
        tasks.map(({ hours }) => hours),
        tasks.map(({ dueOn }) => dueOn),
      ],
    );
    return rows.map(({ id }) => id);
  }
}
