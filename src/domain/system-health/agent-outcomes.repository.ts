import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** How the agents' runs ended in some time. */
export interface AgentOutcomes {
  readonly succeeded: number;
  /** Only by a fault of the language model or of ours, not of what was asked. */
  readonly failed: number;
}

/** How the runs of agents ended lately, read straight from their table. */
@Injectable()
export class AgentOutcomesRepository {
  constructor(private readonly database: Database) {}

  async since(minutes: number): Promise<AgentOutcomes> {
    const row = await this.database.queryOne<AgentOutcomes>(
      `SELECT count(*) FILTER (WHERE status = 'succeeded')::integer AS succeeded,
              count(*) FILTER (WHERE status = 'failed'
                AND (error_code = 'internal_error' OR starts_with(error_code, 'model_')))::integer
                AS failed
       FROM agent_runs WHERE finished_at >= now() - make_interval(mins => $1)`,
      [minutes],
    );
    return row ?? { succeeded: 0, failed: 0 };
  }
}
