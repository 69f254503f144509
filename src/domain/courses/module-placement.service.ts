import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid, NotFound } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import type { CourseModule } from './course-module.entity';
import { ModuleTooDeep, UnknownReference } from './courses.errors';
import { CoursesService } from './courses.service';
import { orderIssues } from './module-order';
import { ModulesRepository } from './modules.repository';
import { DEEPEST, ModulesService } from './modules.service';

/** Where a module is to stand. */
export interface Destination {
  /** A module of the same course, or null for the top. */
  readonly parentModuleId: number | null;
  /** How many siblings come first; null means all of them. */
  readonly position: number | null;
}

/**
 * Moves modules within their course. Each change locks the course's tree, so that two at once come
 * one after the other; siblings are numbered 0, 1, 2 … after it.
 */
@Injectable()
export class ModulePlacementService {
  constructor(
    private readonly database: Database,
    private readonly modules: ModulesService,
    private readonly repository: ModulesRepository,
    private readonly courses: CoursesService,
  ) {}

  /**
   * Moves a module with all below it.
   *
   * @throws ModuleNotFound
   * @throws NotAnAuthor
   * @throws UnknownReference for a parent that is not in the course.
   * @throws Invalid for a parent that is the module itself or stands below it.
   * @throws ModuleTooDeep
   */
  move(actor: Actor, id: number, destination: Destination): Promise<CourseModule> {
    const { parentModuleId, position } = destination;
    return this.database.transaction(async () => {
      const { courseId, parentModuleId: formerParentId } = await this.modules.getToRearrange(
        actor,
        id,
      );
      if (parentModuleId !== null) await this.requirePlace(courseId, id, parentModuleId);
      const siblings = await this.repository.siblingIds({ courseId, parentModuleId });
      const others = siblings.filter((sibling) => sibling !== id);
      const order = others.toSpliced(position ?? others.length, 0, id);
      await this.repository.arrange(parentModuleId, order);
      if (formerParentId !== parentModuleId) {
        const left = await this.repository.siblingIds({ courseId, parentModuleId: formerParentId });
        await this.repository.arrange(formerParentId, left);
      }
      await this.courses.noteChange(courseId, 'modules');
      return this.modules.get(actor, id);
    });
  }

  /**
   * Puts the modules under one parent into a new order.
   *
   * @param ids exactly those modules, each once.
   * @returns them in their new order.
   * @throws Invalid for every other list.
   * @throws NotAnAuthor
   */
  reorder(actor: Actor, ids: readonly number[]): Promise<CourseModule[]> {
    return this.database.transaction(async () => {
      const { courseId, parentModuleId } = await this.firstOf(actor, ids);
      const siblings = await this.repository.siblingIds({ courseId, parentModuleId });
      const issues = orderIssues('module_ids', ids, siblings);
      if (issues.length > 0) throw new Invalid(issues);
      await this.repository.arrange(parentModuleId, ids);
      await this.courses.noteChange(courseId, 'modules');
      return this.repository.listUnder(actor, { courseId, parentModuleId });
    });
  }

  /** The first module of a list, which says where the others must stand. */
  private async firstOf(actor: Actor, ids: readonly number[]): Promise<CourseModule> {
    try {
      return await this.modules.getToRearrange(actor, ids[0] ?? 0);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw new Invalid([
        {
          path: ['body', 'module_ids', 0],
          message: 'there is no module with this id',
          rule: 'unknown_reference',
        },
      ]);
    }
  }

  private async requirePlace(courseId: number, id: number, parentId: number): Promise<void> {
    const depth = await this.repository.depthOf(courseId, parentId);
    if (depth === null) {
      throw new UnknownReference({ parent_module_id: 'the course has no module with this id' });
    }
    const subtree = await this.repository.subtree(id);
    if (subtree.some((below) => below.id === parentId)) {
      throw Invalid.field(
        'parent_module_id',
        'a module cannot stand below itself or below a module that is below it',
        'cycle',
      );
    }
    const height = Math.max(...subtree.map(({ level }) => level));
    if (depth + height > DEEPEST) throw new ModuleTooDeep(DEEPEST);
  }
}
