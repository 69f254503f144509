import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { ContentProgress } from './content-progress.entity';
import { ModuleProgress } from './module-progress.entity';
import type { Reported, TreeModule } from './progress-rollup';

/** One student in one offering. */
export interface Learner {
  readonly userId: number;
  readonly courseOfferingId: number;
}

/** A percent that replaces a smaller one; a greater one only where told so. */
export interface Advance {
  readonly percent: number;
  /** When it reached 100; null is now. */
  readonly completedAt: Date | null;
  readonly allowDecrease: boolean;
}

/** What a student reported of a course so far, and the module rows as they stand. */
export interface ProgressSoFar extends Reported {
  readonly storedModules: ReadonlyMap<number, number>;
}

const ADVANCED = (column: string): string =>
  `CASE WHEN $6::boolean THEN excluded.${column} ELSE greatest(stored.${column}, excluded.${column}) END`;

/** What the student completed before we heard of it began no later than it ended. */
const STARTED_BEFORE_COMPLETED = `CASE WHEN stored.completed_at IS NULL
  THEN least(stored.started_at, excluded.started_at) ELSE stored.started_at END`;

/** Progress in PostgreSQL, by student and offering. */
@Injectable()
export class ProgressRepository {
  constructor(private readonly database: Database) {}

  /** The published modules of a course and the published items in them. */
  treeOf(courseId: number): Promise<TreeModule[]> {
    return this.database.query<TreeModule>(
      `SELECT module.id, module.parent_module_id AS "parentId",
              coalesce(array_agg(item.id) FILTER (WHERE item.id IS NOT NULL), '{}') AS "itemIds"
       FROM modules module
       LEFT JOIN content_items item ON item.module_id = module.id AND item.is_published
       WHERE module.course_id = $1 AND module.is_published
       GROUP BY module.id`,
      [courseId],
    );
  }

  async soFar({ userId, courseOfferingId }: Learner): Promise<ProgressSoFar> {
    const items = await this.database.query<{ id: number; percent: number }>(
      `SELECT content_item_id AS id, progress_percent AS percent FROM content_progress
       WHERE user_id = $1 AND course_offering_id = $2`,
      [userId, courseOfferingId],
    );
    const modules = await this.database.query<{ id: number; reported: number; percent: number }>(
      `SELECT module_id AS id, reported_percent AS reported, progress_percent AS percent
       FROM module_progress WHERE user_id = $1 AND course_offering_id = $2`,
      [userId, courseOfferingId],
    );
    return {
      items: new Map(items.map(({ id, percent }) => [id, percent])),
      modules: new Map(modules.map(({ id, reported }) => [id, reported])),
      storedModules: new Map(modules.map(({ id, percent }) => [id, percent])),
    };
  }

  /** Stores how far the student got in an item. */
  async advanceContent(learner: Learner, itemId: number, advance: Advance): Promise<void> {
    await this.database.query(
      `INSERT INTO content_progress AS stored
         (user_id, course_offering_id, content_item_id, progress_percent, started_at, completed_at)
       VALUES ($1, $2, $3, $4, least(now(), $5), CASE WHEN $4 = 100 THEN coalesce($5, now()) END)
       ON CONFLICT (user_id, course_offering_id, content_item_id) DO UPDATE SET
         progress_percent = ${ADVANCED('progress_percent')},
         started_at = ${STARTED_BEFORE_COMPLETED},
         completed_at = CASE WHEN ${ADVANCED('progress_percent')} = 100
           THEN coalesce(stored.completed_at, excluded.completed_at) END,
         updated_at = now()`,
      [
        learner.userId,
        learner.courseOfferingId,
        itemId,
        advance.percent,
        advance.completedAt,
        advance.allowDecrease,
      ],
    );
  }

  /** Stores what the student says of a module as a whole. */
  async advanceModule(learner: Learner, moduleId: number, advance: Advance): Promise<void> {
    await this.database.query(
      `INSERT INTO module_progress AS stored
         (user_id, course_offering_id, module_id, reported_percent, started_at, completed_at)
       VALUES ($1, $2, $3, $4, least(now(), $5), CASE WHEN $4 = 100 THEN coalesce($5, now()) END)
       ON CONFLICT (user_id, course_offering_id, module_id) DO UPDATE SET
         reported_percent = ${ADVANCED('reported_percent')},
         started_at = ${STARTED_BEFORE_COMPLETED},
         completed_at = coalesce(stored.completed_at, excluded.completed_at),
         updated_at = now()`,
      [
        learner.userId,
        learner.courseOfferingId,
        moduleId,
        advance.percent,
        advance.completedAt,
        advance.allowDecrease,
      ],
    );
  }

  /** Stores what the modules come to; one statement however many changed. */
  async saveModules(learner: Learner, percents: ReadonlyMap<number, number>): Promise<void> {
    if (percents.size === 0) return;
    await this.database.query(
      `INSERT INTO module_progress AS stored
         (user_id, course_offering_id, module_id, progress_percent, completed_at)
       SELECT $1, $2, module_id, percent, CASE WHEN percent = 100 THEN now() END
       FROM unnest($3::integer[], $4::integer[]) AS rolled (module_id, percent)
       ON CONFLICT (user_id, course_offering_id, module_id) DO UPDATE SET
         progress_percent = excluded.progress_percent,
         completed_at = CASE WHEN excluded.progress_percent = 100
           THEN coalesce(stored.completed_at, excluded.completed_at) END,
         updated_at = now()`,
      [learner.userId, learner.courseOfferingId, [...percents.keys()], [...percents.values()]],
    );
  }

  findContent(learner: Learner, contentItemId: number): Promise<ContentProgress> {
    return this.database.repository(ContentProgress).findOneByOrFail({ ...learner, contentItemId });
  }

  findModule(learner: Learner, moduleId: number): Promise<ModuleProgress> {
    return this.database.repository(ModuleProgress).findOneByOrFail({ ...learner, moduleId });
  }

  /** By content item, of one offering or of all. */
  listContent(userId: number, offeringId: number | null, slice: Slice): Promise<ContentProgress[]> {
    return this.database.repository(ContentProgress).find({
      where: { userId, ...(offeringId === null ? {} : { courseOfferingId: offeringId }) },
      order: { courseOfferingId: 'ASC', contentItemId: 'ASC' },
      skip: slice.skip,
      take: slice.limit,
    });
  }

  /** By module, of one offering or of all. */
  listModules(userId: number, offeringId: number | null, slice: Slice): Promise<ModuleProgress[]> {
    return this.database.repository(ModuleProgress).find({
      where: { userId, ...(offeringId === null ? {} : { courseOfferingId: offeringId }) },
      order: { courseOfferingId: 'ASC', moduleId: 'ASC' },
      skip: slice.skip,
      take: slice.limit,
    });
  }
}
