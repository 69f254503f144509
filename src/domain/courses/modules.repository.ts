import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { CourseModule } from './course-module.entity';
import { Course } from './course.entity';
import { sightOf, VISIBLE_MODULE } from './visibility';

/** What an author says about a module. */
export type ModuleDraft = Omit<CourseModule, 'id' | 'createdAt' | 'updatedAt'>;

/** The module trees of courses in PostgreSQL. Reads find only what the actor may see. */
@Injectable()
export class ModulesRepository {
  constructor(private readonly database: Database) {}

  find(actor: Actor, id: number): Promise<CourseModule | null> {
    return this.visibleTo(actor).andWhere('module.id = :id', { id }).getOne();
  }

  /** All modules of a course, siblings in their order. */
  listOfCourse(actor: Actor, courseId: number): Promise<CourseModule[]> {
    return this.visibleTo(actor)
      .andWhere('module.course_id = :courseId', { courseId })
      .orderBy({ 'module.sequenceIndex': 'ASC', 'module.id': 'ASC' })
      .getMany();
  }

  /** The modules at the top of a course, in their order. */
  listRoots(actor: Actor, courseId: number): Promise<CourseModule[]> {
    return this.visibleTo(actor)
      .andWhere('module.course_id = :courseId AND module.parent_module_id IS NULL', { courseId })
      .orderBy({ 'module.sequenceIndex': 'ASC', 'module.id': 'ASC' })
      .getMany();
  }

  /** The modules right below one, in their order. */
  listChildren(actor: Actor, parent: CourseModule): Promise<CourseModule[]> {
    return this.visibleTo(actor)
      .andWhere('module.course_id = :courseId AND module.parent_module_id = :parentId', {
        courseId: parent.courseId,
        parentId: parent.id,
      })
      .orderBy({ 'module.sequenceIndex': 'ASC', 'module.id': 'ASC' })
      .getMany();
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

  private visibleTo(actor: Actor): SelectQueryBuilder<CourseModule> {
    return this.database
      .repository(CourseModule)
      .createQueryBuilder('module')
      .innerJoin(Course, 'course', 'course.id = module.course_id')
      .where(VISIBLE_MODULE, sightOf(actor));
  }
}
