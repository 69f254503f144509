import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { NotFound } from '../../kernel/errors';
import { ContentService } from '../content/content.service';
import { CoursesService } from '../courses/courses.service';
import { UnknownReference } from '../courses/courses.errors';
import { ModulesService } from '../courses/modules.service';

/** What something written is about, named by the fields of a body. */
export interface Place {
  readonly courseId: number | null;
  readonly moduleId?: number | null;
  readonly contentItemId: number | null;
}

/** Makes sure that what people write about is there for them. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly courses: CoursesService,
    private readonly modules: ModulesService,
    private readonly content: ContentService,
  ) {}

  /**
   * The course that a place belongs to; null for no place at all. A content item named together
   * with a course has to stand in it.
   *
   * @throws UnknownReference for anything that the actor may not know of.
   */
  async courseOf(actor: Actor, place: Place): Promise<number | null> {
    const { courseId, moduleId = null, contentItemId } = place;
    if (contentItemId !== null) {
      const item = await seen('content_item_id', () => this.content.get(actor, contentItemId));
      if (courseId !== null && item.courseId !== courseId) {
        throw new UnknownReference({ content_item_id: 'the course has no content with this id' });
      }
      return item.courseId;
    }
    if (moduleId !== null) {
      return (await seen('module_id', () => this.modules.get(actor, moduleId))).courseId;
    }
    if (courseId !== null) await seen('course_id', () => this.courses.get(actor, courseId));
    return courseId;
  }
}

async function seen<Seen>(field: string, find: () => Promise<Seen>): Promise<Seen> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new UnknownReference({ [field]: 'there is nothing with this id' });
  }
}
