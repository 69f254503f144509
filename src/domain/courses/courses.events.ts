import { DomainEvent } from '../../platform/queue/domain-event';

/** A part of a course; `course` is what it says of itself. */
export type CoursePart = 'course' | 'modules' | 'content' | 'offerings';

/** A course changed, or is gone. */
export class CourseUpdated extends DomainEvent<{
  readonly courseId: number;
  readonly part: CoursePart;
}> {
  override readonly name = 'course.updated';
}
