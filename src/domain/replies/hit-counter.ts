import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/database';

const FLUSH_MS = 1_000;

/**
 * Counts hits without slowing the reply: in memory, written once a second in one statement.
 * A process that is killed loses its last second of counts, never a reply.
 */
@Injectable()
export class HitCounter implements OnApplicationShutdown {
  private readonly logger = new Logger(HitCounter.name);
  private counts = new Map<number, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly database: Database) {}

  /** Notes that a node served one more student. */
  count(nodeId: number): void {
    this.counts.set(nodeId, (this.counts.get(nodeId) ?? 0) + 1);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** After the last request. */
  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    this.timer = null;
    const counts = this.counts;
    this.counts = new Map();
    if (counts.size === 0) return;
    try {
      await this.database.query(
        `UPDATE reply_nodes n SET hits = n.hits + c.hits, last_used_at = now()
         FROM unnest($1::integer[], $2::integer[]) AS c (id, hits) WHERE n.id = c.id`,
        [[...counts.keys()], [...counts.values()]],
      );
    } catch (error) {
      this.logger.warn(`Hits wait: ${error instanceof Error ? error.message : error}`);
      for (const [id, hits] of counts) this.counts.set(id, (this.counts.get(id) ?? 0) + hits);
      this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
    }
  }
}
