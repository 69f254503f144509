import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { CourseModule } from './course-module.entity';
import { Course } from './course.entity';
import { sightOf, VISIBLE_MODULE } from './visibility';

/** Where a module stands among others of its course. */
export interface Placement {
  readonly courseId: number;
  /** Null at the top. */
  readonly parentModuleId: number | null;
}

/** What an author says about a module. */
export type ModuleDraft = Omit<CourseModule, 'id' | 'createdAt' | 'updatedAt'>;

/** What a module says about itself, wherever it stands. */
export type ModuleDetails = Pick<
  ModuleDraft,
  'title' | 'description' | 'moduleType' | 'isPublished'
>;

const MODULES_FOR_TREE = `
  SELECT module.id, module.course_id AS "courseId", module.parent_module_id AS "parentModuleId",
         module.title, module.description, module.module_type AS "moduleType",
         module.sequence_index AS "sequenceIndex", module.is_published AS "isPublished",
         module.created_at AS "createdAt", module.updated_at AS "updatedAt"
  FROM modules module JOIN courses course ON course.id = module.course_id
  WHERE module.course_id = $1
    AND ($2::boolean OR course.university_id = ANY($3::integer[])
      OR (course.is_published AND module.is_published))
  ORDER BY module.sequence_index, module.id`;

/** The module trees of courses in PostgreSQL. Reads find only what the actor may see. */
@Injectable()
export class ModulesRepository {
  constructor(private readonly database: Database) {}

  find(actor: Actor, id: number): Promise<CourseModule | null> {
    return this.visibleTo(actor).andWhere('module.id = :id', { id }).getOne();
  }

  /**
   * Every module of a course that is published itself, or all for its authors; siblings in their
   * order. What stands under a hidden module is among them: only the walk from the top, by
   * `depthFirst`, leaves it out. Asking each of a tree's modules for its line would be far dearer.
   */
  listForTree(actor: Actor, courseId: number): Promise<CourseModule[]> {
    const sight = sightOf(actor);
    return this.database.prepared<CourseModule>('modules_for_tree', MODULES_FOR_TREE, [
      courseId,
      sight.seesAllDrafts,
      sight.authoredUniversities,
    ]);
  }

  /** The modules right under one parent, in their order. */
  listUnder(actor: Actor, { courseId, parentModuleId }: Placement): Promise<CourseModule[]> {
    const under = this.visibleTo(actor).andWhere('module.course_id = :courseId', { courseId });
    if (parentModuleId === null) under.andWhere('module.parent_module_id IS NULL');
    else under.andWhere('module.parent_module_id = :parentModuleId', { parentModuleId });
    return under.orderBy({ 'module.sequenceIndex': 'ASC', 'module.id': 'ASC' }).getMany();
  }

  /** The modules under one parent in their order, whoever may see them. */
  async siblingIds({ courseId, parentModuleId }: Placement): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM modules
       WHERE course_id = $1 AND parent_module_id IS NOT DISTINCT FROM $2::integer
       ORDER BY sequence_index, id`,
      [courseId, parentModuleId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * A module and all below it, each with its level in that subtree: 1 for the module itself. Lock
   * the tree first.
   */
  subtree(id: number): Promise<{ id: number; level: number }[]> {
    return this.database.query(
      `WITH RECURSIVE subtree AS (
         SELECT id, 1 AS level FROM modules WHERE id = $1
         UNION ALL
         SELECT child.id, parent.level + 1
         FROM modules child JOIN subtree parent ON child.parent_module_id = parent.id
       ) SELECT id, level FROM subtree`,
      [id],
    );
  }

  /**
   * How many levels down a module of this course stands, 1 at the top; null when the course has
   * no such module. The module stays until the transaction ends.
   */
  async depthOf(courseId: number, id: number): Promise<number | null> {
    const module = await this.database.queryOne(
      `SELECT 1 FROM modules WHERE course_id = $1 AND id = $2 FOR KEY SHARE`,
      [courseId, id],
    );
    if (module === null) return null;
    const row = await this.database.queryOne<{ depth: number }>(
      `WITH RECURSIVE lineage AS (
         SELECT parent_module_id FROM modules WHERE id = $1
         UNION ALL
         SELECT parent.parent_module_id
         FROM modules parent JOIN lineage child ON parent.id = child.parent_module_id
       ) SELECT count(*)::integer AS depth FROM lineage`,
      [id],
    );
    return row?.depth ?? null;
  }

  async insert(draft: ModuleDraft): Promise<CourseModule> {
    const modules = this.database.repository(CourseModule);
    const { identifiers } = await modules.insert({ ...draft });
    return modules.findOneByOrFail({ id: identifiers[0]?.['id'] });
  }

  /** Stores what a module says about itself; its place stays. */
  async update(id: number, details: ModuleDetails): Promise<CourseModule> {
    const modules = this.database.repository(CourseModule);
    await modules.update({ id }, { ...details, updatedAt: new Date() });
    return modules.findOneByOrFail({ id });
  }

  /** Puts these modules under one parent and numbers them from 0 on in this order. */
  async arrange(parentModuleId: number | null, ids: readonly number[]): Promise<void> {
    await this.database.query(
      `UPDATE modules module
       SET parent_module_id = $1, sequence_index = place.position - 1, updated_at = now()
       FROM unnest($2::integer[]) WITH ORDINALITY AS place (id, position)
       WHERE module.id = place.id
         AND (module.parent_module_id IS DISTINCT FROM $1::integer
           OR module.sequence_index <> place.position - 1)`,
      [parentModuleId, ids],
    );
  }

  /**
   * Removes modules with all that hangs on them. Their content is locked before the modules, as
   * those who change an item lock it before they look at its module.
   */
  async delete(ids: readonly number[]): Promise<void> {
    await this.database.query(
      `SELECT id FROM content_items WHERE module_id = ANY($1::integer[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
    await this.database.query(`DELETE FROM modules WHERE id = ANY($1::integer[])`, [ids]);
  }

  private visibleTo(actor: Actor): SelectQueryBuilder<CourseModule> {
    return this.database
      .repository(CourseModule)
      .createQueryBuilder('module')
      .innerJoin(Course, 'course', 'course.id = module.course_id')
      .where(VISIBLE_MODULE, sightOf(actor));
  }
}
