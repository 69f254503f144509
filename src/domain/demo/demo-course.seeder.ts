import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { ContentTypesService } from '../content/content-types.service';
import { ContentService } from '../content/content.service';
import { CoursesService } from '../courses/courses.service';
import { ModulesService } from '../courses/modules.service';
import { DepartmentsService } from '../universities/departments.service';
import { UniversitiesService } from '../universities/universities.service';
import type { DemoCourse, DemoModule } from './demo-course';

const EVERYTHING = { skip: 0, limit: 100 };

/** Writes the demo's university and course the way an instructor would. */
@Injectable()
export class DemoCourseSeeder {
  constructor(
    private readonly universities: UniversitiesService,
    private readonly departments: DepartmentsService,
    private readonly courses: CoursesService,
    private readonly modules: ModulesService,
    private readonly content: ContentService,
    private readonly contentTypes: ContentTypesService,
  ) {}

  /**
   * Writes what is missing, also where somebody tried out deleting: the university, the course, and
   * the lessons when there is none left. Call it inside a transaction.
   *
   * @returns the id of the university.
   */
  async seed(author: Actor, demo: DemoCourse): Promise<number> {
    const universityId = await this.university(author, demo);
    if ((await this.findLesson(author, universityId)) !== null) return universityId;
    const courseId = await this.course(author, universityId, demo);
    const lessonType = (await this.contentTypes.list()).find(({ name }) => name === 'lesson');
    if (lessonType === undefined) throw new Error('The content type "lesson" is missing.');
    await this.write(author, courseId, lessonType.id, null, demo.modules);
    return universityId;
  }

  /** The id of the first lesson that a university offers, to try the tutor with. */
  async firstLesson(author: Actor, universityId: number): Promise<number> {
    const lessonId = await this.findLesson(author, universityId);
    if (lessonId === null) throw new Error('The demo course has no lesson.');
    return lessonId;
  }

  private async findLesson(author: Actor, universityId: number): Promise<number | null> {
    for (const course of await this.courses.list(author, universityId, EVERYTHING)) {
      for (const module of await this.modules.listOfCourse(author, course.id)) {
        const [first] = await this.content.listOfModule(author, module.id);
        if (first !== undefined) return first.id;
      }
    }
    return null;
  }

  private async university(author: Actor, demo: DemoCourse): Promise<number> {
    const present = (await this.universities.list(null, EVERYTHING)).find(
      (candidate) => candidate.name === demo.university.name,
    );
    if (present !== undefined) return present.id;
    const { id } = await this.universities.create(author, demo.university);
    for (const department of demo.university.departments) {
      await this.departments.create(author, id, department);
    }
    return id;
  }

  private async course(author: Actor, universityId: number, demo: DemoCourse): Promise<number> {
    const present = (await this.courses.list(author, universityId, EVERYTHING)).find(
      ({ code }) => code === demo.code,
    );
    if (present !== undefined) return present.id;
    const [department] = await this.departments.list(universityId, EVERYTHING);
    const { id } = await this.courses.create(author, {
      title: demo.title,
      code: demo.code,
      description: demo.description,
      level: demo.level,
      creditHours: demo.creditHours,
      isPublished: true,
      universityId,
      departmentId: department?.id ?? null,
      primarySubjectId: 1,
      cacheEnabled: true,
      model: null,
    });
    return id;
  }

  private async write(
    author: Actor,
    courseId: number,
    contentTypeId: number,
    parentModuleId: number | null,
    modules: readonly DemoModule[],
  ): Promise<void> {
    for (const [sequenceIndex, module] of modules.entries()) {
      const { id } = await this.modules.create(author, {
        courseId,
        parentModuleId,
        title: module.title,
        description: module.description,
        moduleType: module.type,
        sequenceIndex,
        isPublished: true,
      });
      for (const [position, lesson] of module.lessons.entries()) {
        await this.content.create(author, {
          courseId,
          moduleId: id,
          contentTypeId,
          title: lesson.title,
          description: lesson.description,
          dataJson: lesson.data,
          sequenceIndex: position,
          estimatedDurationSeconds: lesson.durationSeconds,
          isPublished: true,
          isGated: false,
        });
      }
      await this.write(author, courseId, contentTypeId, id, module.children);
    }
  }
}
