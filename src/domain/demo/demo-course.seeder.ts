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
   * Does nothing where the university is there already. Call it inside a transaction.
   *
   * @returns the id of the university.
   */
  async seed(author: Actor, demo: DemoCourse): Promise<number> {
    const present = (await this.universities.list(null, EVERYTHING)).find(
      (candidate) => candidate.name === demo.university.name,
    );
    if (present !== undefined) return present.id;
    const university = await this.universities.create(author, demo.university);
    const departments = [];
    for (const department of demo.university.departments) {
      departments.push(await this.departments.create(author, university.id, department));
    }
    const course = await this.courses.create(author, {
      title: demo.title,
      code: demo.code,
      description: demo.description,
      level: demo.level,
      creditHours: demo.creditHours,
      isPublished: true,
      universityId: university.id,
      departmentId: departments[0]?.id ?? null,
      primarySubjectId: 1,
      cacheEnabled: true,
      model: null,
    });
    const lessonType = (await this.contentTypes.list()).find(({ name }) => name === 'lesson');
    if (lessonType === undefined) throw new Error('The content type "lesson" is missing.');
    await this.write(author, course.id, lessonType.id, null, demo.modules);
    return university.id;
  }

  /** The id of the first lesson that a university offers, to try the tutor with. */
  async firstLesson(author: Actor, universityId: number): Promise<number> {
    for (const course of await this.courses.list(author, universityId, EVERYTHING)) {
      for (const module of await this.modules.listOfCourse(author, course.id)) {
        const [first] = await this.content.listOfModule(author, module.id);
        if (first !== undefined) return first.id;
      }
    }
    throw new Error('The demo course has no lesson.');
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
