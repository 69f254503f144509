import { Injectable } from '@nestjs/common';
import { Invalid } from '../../kernel/errors';
import { type CourseWork, CourseWorkRepository } from './course-work.repository';
import type { TaskDraft } from './task';
import { DoneBefore, NothingScored } from './tasks.errors';

/** On what in courses a task can rest: quizzes, labs, and modules that hold some. */
@Injectable()
export class CourseWorkRules {
  constructor(private readonly work: CourseWorkRepository) {}

  /**
   * What a task asks a student to pass; null for one that asks for nothing in a course.
   *
   * @param offeringId the offering in which the student has to be; null for any of the course.
   * @throws Invalid for an item and a module at once.
   * @throws NothingScored for what the student doesn't take, or where nothing is scored.
   * @throws DoneBefore for what they passed already: nobody is paid for that once more.
   */
  async requireFor(
    studentId: number,
    { contentItemId, moduleId }: Pick<TaskDraft, 'contentItemId' | 'moduleId'>,
    offeringId: number | null,
  ): Promise<CourseWork | null> {
    if (contentItemId === null && moduleId === null) return null;
    if (contentItemId !== null && moduleId !== null) {
      throw Invalid.field('module_id', 'a task is about an item or a module, not both', 'either');
    }
    const found =
      contentItemId !== null
        ? await this.work.findItem(studentId, contentItemId, offeringId)
        : await this.work.findModule(studentId, moduleId as number, offeringId);
    if (found === null) {
      throw new NothingScored(contentItemId === null ? 'module_id' : 'content_item_id');
    }
    if (found.isPassed) throw new DoneBefore();
    return found;
  }
}
