import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { CourseModule } from '../courses/course-module.entity';
import type { Course } from '../courses/course.entity';
import type { ContentItem } from './content-item.entity';
import { ContentNotFound } from './content.errors';
import { ContentRepository } from './content.repository';
import { type Lesson, toLesson } from './lesson';

/** A lesson with where it stands. */
export interface LessonInContext {
  readonly item: ContentItem;
  readonly lesson: Lesson;
  readonly course: Course;
  readonly module: CourseModule;
}

/** Lessons for the tutor, who must know the answers. Nothing from here goes out to a client. */
@Injectable()
export class LessonsService {
  constructor(private readonly content: ContentRepository) {}

  /**
   * The lesson of a content item that the actor may see, in one query.
   *
   * @throws ContentNotFound
   */
  async getLesson(actor: Actor, contentItemId: number): Promise<LessonInContext> {
    const item = await this.content.find(actor, contentItemId);
    if (item === null) throw new ContentNotFound();
    return inContext(item);
  }

  /** Published lessons that the actor may see and that speak of a question, the best first. */
  async search(actor: Actor, question: string, most: number): Promise<LessonInContext[]> {
    return (await this.content.search(actor, question, most)).map(inContext);
  }
}

function inContext(item: ContentItem): LessonInContext {
  return { item, lesson: toLesson(item), course: item.course, module: item.module };
}
