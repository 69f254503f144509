import { Injectable } from '@nestjs/common';
import { ActivityLog } from '../activity/activity-log';
import { ActivityImportRefused } from './activity-import.errors';
import { ActivityReferencesRepository } from './activity-references.repository';
import { readCaliper } from './caliper/caliper-reader';
import { CourseDirectory, coursesMeant } from './course-directory';
import { headOf } from './files/source-text';
import { ImportBatches } from './import-batches';
import type { ActivityFileReport, RefusedRow } from './import-report';
import { ImportTally } from './import-tally';
import { type GradeTerms, readGrades } from './moodle/grades-reader';
import { readMoodle } from './moodle/moodle-reader';
import { isPersonTarget, PeopleDirectory } from './people-directory';
import { readReferences, type ReferenceTable } from './reference-table';
import type { SourceReading } from './source-activity';
import { formatOf, SOURCE_OF, type SourceFormat } from './source-format';
import { type DateOrder, SourceClock } from './source-time';
import { TopicDirectory } from './topic-directory';
import { readXapi } from './xapi/xapi-reader';

/** What is to be imported, and how it is to be understood. */
export interface ActivityImportRequest {
  readonly files: readonly string[];
  /** Null: each file's own, by how it begins. */
  readonly format: SourceFormat | null;
  /** Id or code of the course that everything belongs to; null: the one that each row names. */
  readonly course: string | null;
  /** A CSV that says which courses the source's references are. */
  readonly coursesFile: string | null;
  /** A CSV that says which people the source's references are. */
  readonly peopleFile: string | null;
  /** Of times that don't say theirs. */
  readonly timeZone: string;
  readonly dateOrder: DateOrder;
  /** Of gradebooks: when the grades were given, as a time of a source, and the highest grade. */
  readonly grades?: { readonly givenAt: string | null; readonly highest: number };
  /** Nothing is written. */
  readonly isDryRun: boolean;
}

/** How files are to be understood. */
interface ReadingTerms {
  readonly clock: SourceClock;
  readonly grades: GradeTerms;
}

type Reader = (path: string, terms: ReadingTerms) => AsyncGenerator<SourceReading>;

const READERS: Readonly<Record<SourceFormat, Reader>> = {
  moodle: (path, { clock }) => readMoodle(path, clock),
  'moodle-grades': (path, { grades }) => readGrades(path, grades),
  caliper: (path, { clock }) => readCaliper(path, clock),
  xapi: (path, { clock }) => readXapi(path, clock),
};

/** Moodle's own, where nobody says another. */
const HIGHEST_GRADE = 100;
const NO_REFERENCES: ReferenceTable = new Map();

/** Brings in what people did in other systems. The same rows again add nothing. */
@Injectable()
export class ActivityImportService {
  constructor(
    private readonly log: ActivityLog,
    private readonly references: ActivityReferencesRepository,
  ) {}

  /**
   * Imports files one after the other, in little memory however long they are. What is written stays
   * when a later row or file fails; the same import again completes it.
   *
   * @param tell hears of every row that is not counted.
   * @throws ActivityImportRefused before anything is written, for what cannot be meant.
   * @throws ActivityFileRefused before anything is written, for files that cannot be read at all.
   */
  async import(
    request: ActivityImportRequest,
    tell: (row: RefusedRow) => void,
  ): Promise<readonly ActivityFileReport[]> {
    const clock = clockOf(request);
    const files = await Promise.all(
      request.files.map(async (file) => ({ file, format: await knownFormat(file, request) })),
    );
    const terms = { clock, grades: gradeTerms(request, clock, files) };
    const course = await this.courseOf(request);
    if (course === null && files.some(({ format }) => SOURCE_OF[format] === 'moodle')) {
      throw new ActivityImportRefused(
        'Moodle’s files name no course: say which it is with --course.',
      );
    }
    const people = await tableOf(request.peopleFile, isPersonTarget);
    const courses = await tableOf(request.coursesFile, (text) => /^\S/.test(text));
    const directories = {
      people: new PeopleDirectory(this.references, people),
      courses: new CourseDirectory(this.references, course, courses),
      topics: new TopicDirectory(this.references),
    };
    const reports: ActivityFileReport[] = [];
    for (const { file, format } of files) {
      const tally = new ImportTally(file, format, tell);
      const batches = new ImportBatches(
        directories,
        tally,
        SOURCE_OF[format],
        request.isDryRun ? null : this.log,
      );
      await batches.take(READERS[format](file, terms));
      reports.push(tally.report());
    }
    return reports;
  }

  private async courseOf({ course }: ActivityImportRequest): Promise<number | null> {
    if (course === null) return null;
    const found = await coursesMeant(this.references, course);
    const [first, ...others] = found;
    if (first === undefined) throw new ActivityImportRefused(`There is no course ${course}.`);
    if (others.length > 0) {
      throw new ActivityImportRefused(
        `Several courses have the code ${course}: say which by its id, ${found.join(', ')}.`,
      );
    }
    return first;
  }
}

function clockOf({ timeZone, dateOrder }: ActivityImportRequest): SourceClock {
  try {
    return new SourceClock(timeZone, dateOrder);
  } catch (error) {
    throw new ActivityImportRefused(
      `There is no time zone ${timeZone}; name one such as Europe/Berlin.`,
      { cause: error },
    );
  }
}

/** @throws ActivityImportRefused for a gradebook of which nobody says when it was graded. */
function gradeTerms(
  { grades }: ActivityImportRequest,
  clock: SourceClock,
  files: readonly { readonly format: SourceFormat }[],
): GradeTerms {
  const moment = clock.read(grades?.givenAt ?? '');
  if (moment === null && files.some(({ format }) => format === 'moodle-grades')) {
    throw new ActivityImportRefused(
      'A gradebook has no times: say when the grades were given with --graded-at 2026-06-30T12:00.',
    );
  }
  return {
    gradedAt: moment ?? new Date(0),
    knownAt: new Date(),
    most: grades?.highest ?? HIGHEST_GRADE,
  };
}

async function knownFormat(file: string, request: ActivityImportRequest): Promise<SourceFormat> {
  if (request.format === null) return formatOf(file);
  await headOf(file);
  return request.format;
}

function tableOf(
  path: string | null,
  isTarget: (text: string) => boolean,
): Promise<ReferenceTable> {
  return path === null ? Promise.resolve(NO_REFERENCES) : readReferences(path, isTarget);
}
