import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type {
  UserImport,
  UserImportError,
  UserImportReport,
} from '../../../domain/user-import/user-import';
import type { AcceptedImport } from '../../../domain/user-import/user-imports.service';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { type SpooledFile, SpooledFileField } from '../../http/spooled-uploads';
import { FlagField } from '../../http/value-fields';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

/** The largest file that is taken. */
export const MOST_IMPORT_BYTES = 50 * 1_048_576;

const STATUSES = ['queued', 'running', 'success', 'cancelled', 'failed'];

/** People to import. */
export class ImportUsersRequest {
  @SpooledFileField('A CSV file with a header, at most 50 MB and 250,000 rows.')
  file: SpooledFile;

  @Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === 'false' ? value === 'true' : value,
  )
  @FlagField({ example: true, optional: true, description: 'Report only; false when absent.' })
  dry_run?: boolean;

  @TextField({
    minimum: 2,
    maximum: 2,
    example: 'US',
    optional: true,
    description: 'Where phone numbers without an international prefix belong, ISO 3166-1 alpha-2.',
  })
  country?: string;
}

/** What was wrong with a row. */
export class UserImportErrorReply {
  @ApiProperty({
    type: 'integer',
    example: 5,
    description: 'The line of the file where it begins.',
  })
  row: number;

  @ApiProperty({ example: 'Email already exists' })
  error: string;
}

class UserImportCounts {
  @ApiProperty({
    type: 'integer',
    example: 15,
    description: 'Rows that became an account; of a dry run: that would.',
  })
  imported: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'All other rows.' })
  failed: number;

  @ApiProperty({ enum: STATUSES, example: 'success' })
  status: string;

  @ApiProperty({ example: false })
  dry_run: boolean;
}

/** What an import at once did. */
export class ImportUsersReply extends UserImportCounts {
  @ApiProperty({ type: [UserImportErrorReply], description: 'All of them, by row.' })
  errors: UserImportErrorReply[];

  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  import_id: string;

  @ApiProperty({
    type: [String],
    example: ['Homeroom'],
    description: 'Columns that mean nothing here.',
  })
  ignored_columns: string[];
}

/** How far an import is. */
export class UserImportReply extends UserImportCounts {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ type: 'integer', example: 17, description: 'Rows below the header.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 17 })
  rows_read: number;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    example: '0198c0de-7e57-4abc-8def-0123456789ac',
  })
  requested_by: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:31:00.000Z',
  })
  finished_at: string | null;
}

/** How far an import is, with the first of its errors. */
export class UserImportReportReply extends UserImportReply {
  @ApiProperty({ type: [UserImportErrorReply], description: 'The first hundred.' })
  errors: UserImportErrorReply[];
}

/** An import that goes on. */
export class QueuedImportReply extends UserImportReportReply {
  @ApiProperty({
    type: [String],
    example: ['Homeroom'],
    description: 'Columns that mean nothing here.',
  })
  ignored_columns: string[];
}

/** A page of imports. */
export class UserImportsReply extends PageReply {
  @ApiProperty({ type: [UserImportReply] })
  imports: UserImportReply[];
}

/** An import at once as this contract shows it. */
export function toImported(report: AcceptedImport): ImportUsersReply {
  return {
    ...countsOf(report),
    errors: report.errors.map(toError),
    import_id: report.id,
    ignored_columns: [...report.ignoredColumns],
  };
}

/** An import that goes on as this contract shows it. */
export function toQueued(report: AcceptedImport): QueuedImportReply {
  return { ...toUserImportReport(report), ignored_columns: [...report.ignoredColumns] };
}

/** An import as this contract shows it. */
export function toUserImport(found: UserImport): UserImportReply {
  return {
    id: found.id,
    ...countsOf(found),
    total: found.rowsTotal,
    rows_read: found.rowsRead,
    requested_by: found.requestedBy?.uuid ?? null,
    created_at: found.createdAt.toISOString(),
    finished_at: found.finishedAt?.toISOString() ?? null,
  };
}

/** The same with its errors. */
export function toUserImportReport(report: UserImportReport): UserImportReportReply {
  return { ...toUserImport(report), errors: report.errors.map(toError) };
}

/** A page of imports as this contract shows it. */
export function toUserImports(
  { items, total }: Page<UserImport>,
  query: PageQuery,
): UserImportsReply {
  return { imports: items.map(toUserImport), total, page: query.page, per_page: query.per_page };
}

function countsOf(found: UserImport): UserImportCounts {
  const { status, imported, failed, isDryRun } = found;
  return { status, imported, failed, dry_run: isDryRun };
}

function toError({ row, error }: UserImportError): UserImportErrorReply {
  return { row, error };
}
