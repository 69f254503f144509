import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { requirePlatformAdmin } from './authorship';
import type { Subject } from './subject';
import { SubjectInUse, SubjectNameTaken, SubjectNotFound } from './subjects.errors';
import { SubjectsRepository } from './subjects.repository';

/** The fields of study, the same for everybody. */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectsRepository,
  ) {}

  /** By name. */
  list(slice: Slice): Promise<Subject[]> {
    return this.subjects.list(slice);
  }

  /**
   * Adds a subject.
   *
   * @throws NotAPlatformAdmin
   * @throws SubjectNameTaken
   */
  async create(actor: Actor, name: string): Promise<Subject> {
    requirePlatformAdmin(actor);
    const created = await this.subjects.insert(name);
    if (created === null) throw new SubjectNameTaken();
    return created;
  }

  /**
   * Gives a subject another name.
   *
   * @throws NotAPlatformAdmin
   * @throws SubjectNotFound
   * @throws SubjectNameTaken
   */
  rename(actor: Actor, id: number, name: string): Promise<Subject> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.subjects.hold(id))) throw new SubjectNotFound();
      const renamed = await this.subjects.rename(id, name);
      if (renamed === null) throw new SubjectNameTaken();
      return renamed;
    });
  }

  /**
   * Removes a subject, also from what people said they prefer.
   *
   * @throws NotAPlatformAdmin
   * @throws SubjectNotFound
   * @throws SubjectInUse while courses have it.
   */
  delete(actor: Actor, id: number): Promise<void> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.subjects.hold(id))) throw new SubjectNotFound();
      const courses = await this.subjects.countCourses(id);
      if (courses > 0) throw new SubjectInUse(courses);
      await this.subjects.delete(id);
    });
  }
}
