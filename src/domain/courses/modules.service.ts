import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { CourseModule } from './course-module.entity';
import { ModuleNotFound, ModuleTooDeep, UnknownReference } from './courses.errors';
import { CoursesService } from './courses.service';
import { depthFirst } from './module-tree';
import { type ModuleDraft, ModulesRepository } from './modules.repository';

/** Keeps the climb from a module to the top of its course short. */
const DEEPEST = 32;

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
    return depthFirst(await this.modules.listOfCourse(actor, courseId));
  }

  /** The top of a course's tree. @throws CourseNotFound */
  async listRoots(actor: Actor, courseId: number): Promise<CourseModule[]> {
    await this.courses.get(actor, courseId);
    return this.modules.listRoots(actor, courseId);
  }

  /** @throws ModuleNotFound */
  async get(actor: Actor, id: number): Promise<CourseModule> {
    const module = await this.modules.find(actor, id);
    if (module === null) throw new ModuleNotFound();
    return module;
  }

  /** What stands right below a module. @throws ModuleNotFound */
  async listChildren(actor: Actor, id: number): Promise<CourseModule[]> {
    return this.modules.listChildren(actor, await this.get(actor, id));
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
      if (draft.parentModuleId !== null) await this.requireParent(draft, draft.parentModuleId);
      return this.modules.insert(draft);
    });
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
