import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { ImportOptions } from '../../../domain/course-import/course-import.service';
import { placeOf } from '../../../domain/course-import/course-import.errors';
import {
  type ImportCounts,
  type ImportReport,
  OUTCOMES,
  PARTS,
} from '../../../domain/course-import/import-report';
import { TextField } from '../../http/fields';
import { FileField, type UploadedFile } from '../../http/uploads';
import { FlagField, IdField } from '../../http/value-fields';

const CHANGED = OUTCOMES.filter((outcome) => outcome !== 'unchanged');

/** A form has texts only: plain digits are a number, and nothing else is. */
const FromDigits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : value,
  );

/** The texts true and false. */
const FromTruthWord = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === 'false' ? value === 'true' : value,
  );

/** A course to import. */
export class ImportCourseRequest {
  @FileField('A .tar.gz or a .zip, at most 50 MB.')
  archive: UploadedFile;

  @FromDigits()
  @IdField({ description: 'The university that the course belongs to.' })
  university_id: number;

  @TextField({
    maximum: 50,
    example: 'CS101',
    optional: true,
    description: 'The code of the course, instead of what the archive says.',
  })
  code?: string;

  @FromTruthWord()
  @FlagField({ example: true, optional: true, description: 'Report only; false when absent.' })
  dry_run?: boolean;
}

class ImportCountsReply implements ImportCounts {
  @ApiProperty({ type: 'integer', example: 12 })
  created: number;

  @ApiProperty({ type: 'integer', example: 0 })
  updated: number;

  @ApiProperty({ type: 'integer', example: 0 })
  unchanged: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'No longer in the source; hidden, not removed.',
  })
  unpublished: number;
}

class ImportChangeReply {
  @ApiProperty({ enum: PARTS, example: 'content' })
  part: string;

  @ApiProperty({ enum: CHANGED, example: 'created' })
  outcome: string;

  @ApiProperty({ example: 'Binary search' })
  title: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'week-1/binary-search.md' })
  file: string | null;
}

class ImportProblemReply {
  @ApiProperty({ enum: ['error', 'warning'], example: 'warning' })
  severity: string;

  @ApiProperty({ example: 'week-1/binary-search.md', description: 'Empty for all of the source.' })
  file: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 12 })
  line: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  column: number | null;

  @ApiProperty({ example: 'html/welcome.html is missing; it is left out' })
  message: string;

  @ApiProperty({
    example: 'week-1/binary-search.md:12:3: html/welcome.html is missing; it is left out',
    description: 'All of it on one line.',
  })
  text: string;
}

/** What an import did, or would do. */
export class ImportReply {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Null where a dry run found no such course yet.',
  })
  course_id: number | null;

  @ApiProperty({ example: 'Data Structures' })
  title: string;

  @ApiProperty({ example: 'CS201' })
  code: string;

  @ApiProperty({ enum: ['markdown', 'olx'], example: 'markdown' })
  format: string;

  @ApiProperty({ example: false })
  dry_run: boolean;

  @ApiProperty({ example: true, description: 'False when the source has errors.' })
  importable: boolean;

  @ApiProperty({ type: ImportCountsReply })
  modules: ImportCountsReply;

  @ApiProperty({ type: ImportCountsReply })
  content: ImportCountsReply;

  @ApiProperty({ type: [ImportChangeReply] })
  changes: ImportChangeReply[];

  @ApiProperty({ type: [ImportProblemReply] })
  problems: ImportProblemReply[];
}

/** The domain's words for how to import. */
export function toImportOptions(
  request: Pick<ImportCourseRequest, 'university_id' | 'code'>,
): ImportOptions {
  return { university: String(request.university_id), code: request.code ?? null };
}

/** A report as this contract shows it. */
export function toImport(report: ImportReport): ImportReply {
  return {
    course_id: report.courseId,
    title: report.title,
    code: report.code,
    format: report.format,
    dry_run: report.dryRun,
    importable: report.isImportable,
    modules: toCounts(report.modules),
    content: toCounts(report.content),
    changes: report.changes.map(({ part, outcome, title, file }) => ({
      part,
      outcome,
      title,
      file,
    })),
    problems: report.problems.map((problem) => ({
      severity: problem.severity,
      file: problem.file,
      line: problem.line,
      column: problem.column,
      message: problem.message,
      text: `${placeOf(problem)}${problem.message}`,
    })),
  };
}

function toCounts({ created, updated, unchanged, unpublished }: ImportCounts): ImportCountsReply {
  return { created, updated, unchanged, unpublished };
}
