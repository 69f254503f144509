import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { requireAuthor } from '../universities/authorship';
import { DepartmentsService } from '../universities/departments.service';
import { UniversitiesService } from '../universities/universities.service';
import type { Course } from './course.entity';
import { CourseCodeTaken, CourseNotFound, UnknownReference } from './courses.errors';
import { type CoursePart, CourseUpdated } from './courses.events';
import { type CourseDraft, CoursesRepository } from './courses.repository';

/** The rules of courses. */
@Injectable()
export class CoursesService {
  constructor(
    private readonly database: Database,
    private readonly courses: CoursesRepository,
    private readonly universities: UniversitiesService,
    private readonly departments: DepartmentsService,
    private readonly outbox: Outbox,
  ) {}

  /** The courses that the actor may see, of one university or of all. */
  list(actor: Actor, universityId: number | null, slice: Slice): Promise<Course[]> {
    return this.courses.list(actor, universityId, slice);
  }

  /** @throws CourseNotFound */
  async get(actor: Actor, id: number): Promise<Course> {
    return found(await this.courses.find(actor, id));
  }

  /**
   * Creates a course.
   *
   * @throws NotAnAuthor
   * @throws UnknownReference for a university, department or subject that is not there.
   * @throws CourseCodeTaken
   */
  async create(actor: Actor, draft: CourseDraft): Promise<Course> {
    requireAuthor(actor, draft.universityId);
    await this.requireReferences(draft);
    return unlessTaken(await this.courses.insert(draft));
  }

  /**
   * Changes a course; what is absent stays. It moves to another university only with somebody
   * who writes the courses of both.
   *
   * @throws CourseNotFound
   * @throws NotAnAuthor
   * @throws UnknownReference
   * @throws CourseCodeTaken
   */
  update(actor: Actor, id: number, changes: Partial<CourseDraft>): Promise<Course> {
    return this.database.transaction(async () => {
      const course = found(await this.courses.findForUpdate(actor, id));
      requireAuthor(actor, course.universityId);
      const draft = changed(course, changes);
      requireAuthor(actor, draft.universityId);
      await this.requireReferences(draft);
      const updated = unlessTaken(await this.courses.update(id, draft));
      await this.noteChange(id, 'course');
      return updated;
    });
  }

  /**
   * Removes a course with its modules, its content and whatever was built on them.
   *
   * @throws CourseNotFound
   * @throws NotAnAuthor
   */
  async delete(actor: Actor, id: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.getToRearrange(actor, id);
      await this.courses.delete(id);
      await this.noteChange(id, 'course');
    });
  }

  /** Tells that a part of a course has changed. Call it in the transaction of the change. */
  noteChange(courseId: number, part: CoursePart): Promise<void> {
    return this.outbox.publish(new CourseUpdated({ courseId, part }));
  }

  /**
   * The course that a new module or content item names in its body. Call it inside a
   * transaction: the course cannot be removed before that ends.
   *
   * @throws UnknownReference when there is none that the actor may know of.
   * @throws NotAnAuthor
   */
  async getToWriteIn(actor: Actor, id: number): Promise<Course> {
    const course = await this.courses.findForReference(actor, id);
    if (course === null) {
      throw new UnknownReference({ course_id: 'there is no course with this id' });
    }
    requireAuthor(actor, course.universityId);
    return course;
  }

  /**
   * The course whose tree of modules is about to change. Call it inside a transaction: nobody else
   * changes that tree before it ends.
   *
   * @throws CourseNotFound
   * @throws NotAnAuthor
   */
  async getToRearrange(actor: Actor, id: number): Promise<Course> {
    const course = found(await this.courses.findForArrangement(actor, id));
    requireAuthor(actor, course.universityId);
    return course;
  }

  private async requireReferences(draft: CourseDraft): Promise<void> {
    const { universityId, departmentId, primarySubjectId } = draft;
    const problems: Record<string, string> = {};
    if (!(await this.universities.exists(universityId))) {
      problems['university_id'] = 'there is no university with this id';
    } else if (
      departmentId !== null &&
      !(await this.departments.exists(universityId, departmentId))
    ) {
      problems['department_id'] = 'the university has no department with this id';
    }
    if (primarySubjectId !== null && !(await this.courses.subjectExists(primarySubjectId))) {
      problems['primary_subject_id'] = 'there is no subject with this id';
    }
    if (Object.keys(problems).length > 0) throw new UnknownReference(problems);
  }
}

function found(course: Course | null): Course {
  if (course === null) throw new CourseNotFound();
  return course;
}

function unlessTaken(course: Course | null): Course {
  if (course === null) throw new CourseCodeTaken();
  return course;
}

/** What the course becomes; null is a value where a field can be empty. */
function changed(course: Course, changes: Partial<CourseDraft>): CourseDraft {
  const orStays = <Value>(given: Value | undefined, stays: Value): Value =>
    given === undefined ? stays : given;
  return {
    title: orStays(changes.title, course.title),
    code: orStays(changes.code, course.code),
    description: orStays(changes.description, course.description),
    level: orStays(changes.level, course.level),
    creditHours: orStays(changes.creditHours, course.creditHours),
    isPublished: orStays(changes.isPublished, course.isPublished),
    universityId: orStays(changes.universityId, course.universityId),
    departmentId: orStays(changes.departmentId, course.departmentId),
    primarySubjectId: orStays(changes.primarySubjectId, course.primarySubjectId),
    cacheEnabled: orStays(changes.cacheEnabled, course.cacheEnabled),
    model: orStays(changes.model, course.model),
  };
}
