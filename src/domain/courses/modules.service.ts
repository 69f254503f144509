import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { CourseModule } from './course-module.entity';
import { ModuleNotFound, ModuleTooDeep, UnknownReference } from './courses.errors';
import { CoursesService } from './courses.service';
import { depthFirst } from './module-tree';
import { type ModuleDetails, type ModuleDraft, ModulesRepository } from './modules.repository';

/** Keeps the climb from a module to the top of its course short. */
export const DEEPEST = 32;

/** The rules of the trees of modules that courses are made of. */
@Injectable()
export class ModulesService {
  constructor(
    private readonly database: Database,
    private readonly modules: ModulesRepository,
    private readonly courses: CoursesService,
  ) {}

  /** All modules of a course as a table of contents. @throws CourseNotFound */
  async listOfCourse(actor: Actor, courseId: number): Promise<CourseModule[]> {
    await this.courses.get(actor, courseId);
    return depthFirst(await this.modules.listForTree(actor, courseId));
  }

  /** The top of a course's tree. @throws CourseNotFound */
  async listRoots(actor: Actor, courseId: number): Promise<CourseModule[]> {
    await this.courses.get(actor, courseId);
    return this.modules.listUnder(actor, { courseId, parentModuleId: null });
  }

  /** @throws ModuleNotFound */
  async get(actor: Actor, id: number): Promise<CourseModule> {
    const module = await this.modules.find(actor, id);
    if (module === null) throw new ModuleNotFound();
    return module;
  }

  /** What stands right below a module. @throws ModuleNotFound */
  async listChildren(actor: Actor, id: number): Promise<CourseModule[]> {
    const { courseId } = await this.get(actor, id);
    return this.modules.listUnder(actor, { courseId, parentModuleId: id });
  }

  /**
   * Adds a module to a course.
   *
   * @throws UnknownReference for a course that is not there, or a parent that is not in it.
   * @throws NotAnAuthor
   * @throws ModuleTooDeep
   */
  create(actor: Actor, draft: ModuleDraft): Promise<CourseModule> {
    return this.database.transaction(async () => {
      await this.courses.getToWriteIn(actor, draft.courseId);
      await this.courses.getToRearrange(actor, draft.courseId);
      if (draft.parentModuleId !== null) await this.requireParent(draft, draft.parentModuleId);
      const module = await this.modules.insert(draft);
      await this.courses.noteChange(draft.courseId, 'modules');
      return module;
    });
  }

  /**
   * Changes what a module says about itself; what is absent stays, and so does its place.
   *
   * @throws ModuleNotFound
   * @throws NotAnAuthor
   */
  update(actor: Actor, id: number, changes: Partial<ModuleDetails>): Promise<CourseModule> {
    return this.database.transaction(async () => {
      const module = await this.getToRearrange(actor, id);
      const updated = await this.modules.update(id, changed(module, changes));
      await this.courses.noteChange(module.courseId, 'modules');
      return updated;
    });
  }

  /**
   * Removes a module with everything below it: modules, content and the conversations about it.
   *
   * @throws ModuleNotFound
   * @throws NotAnAuthor
   */
  delete(actor: Actor, id: number): Promise<void> {
    return this.database.transaction(async () => {
      const { courseId } = await this.getToRearrange(actor, id);
      const subtree = await this.modules.subtree(id);
      await this.modules.delete(subtree.map((below) => below.id));
      await this.courses.noteChange(courseId, 'modules');
    });
  }

  /**
   * A module whose course's tree is about to change. Call it inside a transaction: nobody else
   * changes that tree before it ends.
   *
   * @throws ModuleNotFound
   * @throws NotAnAuthor
   */
  async getToRearrange(actor: Actor, id: number): Promise<CourseModule> {
    const { courseId } = await this.get(actor, id);
    await this.courses.getToRearrange(actor, courseId);
    // Once more: it may have changed or gone while the tree was waited for.
    return this.get(actor, id);
  }

  /**
   * Makes sure that a module stands in a course. Call it inside a transaction: the module stays
   * there until that ends.
   *
   * @throws UnknownReference
   */
  async requireInCourse(courseId: number, id: number): Promise<void> {
    if ((await this.modules.depthOf(courseId, id)) === null) {
      throw new UnknownReference({ module_id: 'the course has no module with this id' });
    }
  }

  private async requireParent(draft: ModuleDraft, parentId: number): Promise<void> {
    const depth = await this.modules.depthOf(draft.courseId, parentId);
    if (depth === null) {
      throw new UnknownReference({ parent_module_id: 'the course has no module with this id' });
    }
    if (depth >= DEEPEST) throw new ModuleTooDeep(DEEPEST);
  }
}

/** What the module says from now on; null is a value where a field can be empty. */
function changed(module: CourseModule, changes: Partial<ModuleDetails>): ModuleDetails {
  return {
    title: changes.title ?? module.title,
    description: changes.description === undefined ? module.description : changes.description,
    moduleType: changes.moduleType ?? module.moduleType,
    isPublished: changes.isPublished ?? module.isPublished,
  };
}
