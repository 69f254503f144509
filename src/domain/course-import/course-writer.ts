import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CoursesService } from '../courses/courses.service';
import { CourseNotImported } from './course-import.errors';
import { ImportOriginsRepository } from './import-origins.repository';
import { ImportRun, sourceHash } from './import-run';
import type { NamedOutline } from './outline-reader';
import type { ProblemLog } from './problem-log';

/** The key of the course itself among what an import brought. */
const COURSE_KEY = 'course';

/** Writes the course that a source describes, without what is in it. */
@Injectable()
export class CourseWriter {
  constructor(
    private readonly courses: CoursesService,
    private readonly origins: ImportOriginsRepository,
  ) {}

  /**
   * Creates the course or finds the one of the last import. Call it inside a transaction.
   *
   * @returns the run that writes what is in it.
   * @throws CourseNotImported
   * @throws NotAnAuthor
   */
  async begin(
    actor: Actor,
    universityId: number,
    outline: NamedOutline,
    log: ProblemLog,
  ): Promise<ImportRun> {
    await this.origins.lock(universityId, outline.code);
    const departmentId = await this.departmentOf(universityId, outline, log);
    const before = await this.origins.findCourse(universityId, outline.code);
    if (before !== null && !before.isImported) throw new CourseNotImported(outline.code);
    const { title, settings, settingsFile } = outline;
    const { department, university: _, ...said } = settings;
    const hash = sourceHash({ ...said, title, department });
    const id = before?.id ?? (await this.create(actor, universityId, departmentId, outline));
    const run = new ImportRun(actor, id, await this.origins.listOfCourse(id), log);
    const origin = run.originOf(COURSE_KEY);
    if (origin?.hash?.equals(hash)) {
      run.note('course', 'unchanged', title, settingsFile);
      return run;
    }
    if (before !== null) await this.update(run, departmentId, outline);
    run.note('course', before === null ? 'created' : 'updated', title, settingsFile);
    await this.origins.save(id, {
      key: COURSE_KEY,
      part: 'course',
      moduleId: null,
      contentItemId: null,
      hash,
      place: '',
      lastQuestionId: 0,
    });
    return run;
  }

  private async create(
    actor: Actor,
    universityId: number,
    departmentId: number | null,
    { title, code, settings }: NamedOutline,
  ): Promise<number> {
    const course = await this.courses.create(actor, {
      title,
      code,
      description: settings.description,
      level: settings.level ?? 'INTRODUCTORY',
      creditHours: settings.creditHours ?? 0,
      isPublished: settings.isPublished ?? true,
      universityId,
      departmentId,
      primarySubjectId: null,
      cacheEnabled: true,
      model: null,
    });
    return course.id;
  }

  /** What the source is silent about stays as somebody may have set it here. */
  private async update(
    run: ImportRun,
    departmentId: number | null,
    { title, settings }: NamedOutline,
  ): Promise<void> {
    const { description, level, creditHours, isPublished } = settings;
    await this.courses.update(run.actor, run.courseId, {
      title,
      description: description ?? undefined,
      level: level ?? undefined,
      creditHours: creditHours ?? undefined,
      isPublished: isPublished ?? undefined,
      departmentId: departmentId ?? undefined,
    });
  }

  private async departmentOf(
    universityId: number,
    { settings, settingsFile }: NamedOutline,
    log: ProblemLog,
  ): Promise<number | null> {
    const { department } = settings;
    if (department === null) return null;
    const id = await this.origins.findDepartment(universityId, department);
    if (id === null) {
      log.error({ file: settingsFile }, `the university has no department ${department}`);
    }
    return id;
  }
}
