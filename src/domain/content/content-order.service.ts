import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid, NotFound } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { CoursesService } from '../courses/courses.service';
import { orderIssues } from '../courses/module-order';
import type { ContentItem } from './content-item.entity';
import { ContentNotFound } from './content.errors';
import { ContentRepository } from './content.repository';

/** Puts the content of modules into order. */
@Injectable()
export class ContentOrderService {
  constructor(
    private readonly database: Database,
    private readonly content: ContentRepository,
    private readonly courses: CoursesService,
  ) {}

  /**
   * Puts the items of a module into a new order, numbered 0, 1, 2 …
   *
   * @param ids exactly those items, each once.
   * @returns them in their new order, answers included: only their authors get here.
   * @throws Invalid for every other list.
   * @throws NotAnAuthor
   */
  reorder(actor: Actor, ids: readonly number[]): Promise<ContentItem[]> {
    return this.database.transaction(async () => {
      const { courseId, moduleId } = await this.firstOf(actor, ids);
      const standing = await this.content.lockOfModule(moduleId);
      const issues = orderIssues('content_ids', ids, standing);
      if (issues.length > 0) throw new Invalid(issues);
      await this.content.arrange(ids);
      await this.courses.noteChange(courseId, 'content');
      return this.content.listOfModule(actor, moduleId);
    });
  }

  /** The first item of a list, which says where the others must stand. */
  private async firstOf(actor: Actor, ids: readonly number[]): Promise<ContentItem> {
    try {
      const first = await this.content.find(actor, ids[0] ?? 0);
      if (first === null) throw new ContentNotFound();
      await this.courses.getToRearrange(actor, first.courseId);
      return first;
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw new Invalid([
        {
          path: ['body', 'content_ids', 0],
          message: 'there is no content item with this id',
          rule: 'unknown_reference',
        },
      ]);
    }
  }
}
