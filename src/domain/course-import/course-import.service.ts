import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { NotAPlatformAdmin } from '../universities/universities.errors';
import { ContentWriter, type ContentTypeIds } from './content-writer';
import { SourceRefused, UniversityNotNamed } from './course-import.errors';
import type { ModuleOutline } from './course-outline';
import { CourseWriter } from './course-writer';
import { ImportOriginsRepository } from './import-origins.repository';
import { type ImportReport, noCounts } from './import-report';
import type { ImportRun } from './import-run';
import { type ModuleParent, ModuleWriter } from './module-writer';
import { type NamedOutline, readOutline } from './outline-reader';
import { ProblemLog } from './problem-log';
import type { SourceFiles } from './source-files';

/** How to import a source. */
export interface ImportOptions {
  /** The id or the name of the university; null for the one that the source names. */
  readonly university: string | null;
  /** What to call the course instead of what the source says. */
  readonly code: string | null;
}

/**
 * Imports courses from folders and archives. The same source twice changes nothing; what changed
 * in it is changed in place, so that what learners did stays with it.
 */
@Injectable()
export class CourseImportService {
  constructor(
    private readonly database: Database,
    private readonly origins: ImportOriginsRepository,
    private readonly courses: CourseWriter,
    private readonly modules: ModuleWriter,
    private readonly content: ContentWriter,
  ) {}

  /**
   * Imports all of a source, or nothing.
   *
   * @throws NotAPlatformAdmin
   * @throws NoCourseFound
   * @throws UniversityNotNamed
   * @throws CourseNotImported
   * @throws SourceRefused naming every error with file and line.
   */
  async import(actor: Actor, files: SourceFiles, options: ImportOptions): Promise<ImportReport> {
    const { outline, universityId, log } = await this.read(actor, files, options);
    if (log.hasErrors) throw new SourceRefused(log.problems);
    return this.database.transaction(async () => {
      const run = await this.write(actor, universityId, outline, log.copy());
      if (run.log.hasErrors) throw new SourceRefused(run.log.problems);
      return reportOf(run, outline, run.courseId, false);
    });
  }

  /**
   * Says what {@link import} would do, problems included, and stores nothing.
   *
   * @throws NotAPlatformAdmin
   * @throws NoCourseFound
   * @throws UniversityNotNamed
   * @throws CourseNotImported
   */
  async preview(actor: Actor, files: SourceFiles, options: ImportOptions): Promise<ImportReport> {
    const { outline, universityId, log } = await this.read(actor, files, options);
    if (log.hasErrors) return refusalOf(outline, log);
    const before = await this.origins.findCourse(universityId, outline.code);
    try {
      return await this.database.transaction(async () => {
        const run = await this.write(actor, universityId, outline, log.copy());
        throw new Rehearsed(reportOf(run, outline, before?.id ?? null, true));
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.report;
      throw error;
    }
  }

  private async read(
    actor: Actor,
    files: SourceFiles,
    { university, code }: ImportOptions,
  ): Promise<{ outline: NamedOutline; universityId: number; log: ProblemLog }> {
    if (!isPlatformAdmin(actor)) throw new NotAPlatformAdmin();
    const log = new ProblemLog();
    const outline = readOutline(files, code, log);
    const named = university ?? outline.settings.university;
    const universityId = named === null ? null : await this.origins.findUniversity(named);
    if (universityId === null) throw new UniversityNotNamed(named);
    return { outline, universityId, log };
  }

  private async write(
    actor: Actor,
    universityId: number,
    outline: NamedOutline,
    log: ProblemLog,
  ): Promise<ImportRun> {
    const run = await this.courses.begin(actor, universityId, outline, log);
    await this.writeModules(run, outline.modules, null, await this.content.typeIds());
    for (const origin of run.gone) {
      await run.attempt({ file: '' }, async () => {
        if (origin.part === 'content') await this.content.retire(run, origin);
        if (origin.part === 'module') await this.modules.retire(run, origin);
      });
    }
    return run;
  }

  private async writeModules(
    run: ImportRun,
    outlines: readonly ModuleOutline[],
    parent: ModuleParent | null,
    types: ContentTypeIds,
  ): Promise<void> {
    for (const { id, outline } of await this.modules.writeSiblings(run, outlines, parent)) {
      for (const [index, item] of outline.items.entries()) {
        const place = { moduleId: id, moduleKey: outline.key, index };
        await this.content.write(run, item, place, types);
      }
      await this.writeModules(run, outline.modules, { id, key: outline.key }, types);
    }
  }
}

/** Ends the transaction of a dry run, so that nothing of it stays. */
class Rehearsed extends Error {
  constructor(readonly report: ImportReport) {
    super('A dry run stores nothing.');
  }
}

function reportOf(
  run: ImportRun,
  { title, code, format }: NamedOutline,
  courseId: number | null,
  dryRun: boolean,
): ImportReport {
  return {
    courseId,
    title,
    code,
    format,
    dryRun,
    isImportable: !run.log.hasErrors,
    modules: run.counts.module,
    content: run.counts.content,
    changes: run.changes,
    problems: run.log.problems,
  };
}

/** Of a source that cannot be read, there is nothing to say but why. */
function refusalOf({ title, code, format }: NamedOutline, log: ProblemLog): ImportReport {
  return {
    courseId: null,
    title,
    code,
    format,
    dryRun: true,
    isImportable: false,
    modules: noCounts(),
    content: noCounts(),
    changes: [],
    problems: log.problems,
  };
}
