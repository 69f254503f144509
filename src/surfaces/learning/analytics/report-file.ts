import type { StreamableFile } from '@nestjs/common';
import type { ReportTable } from '../../../domain/analytics/reports/report-tables.service';
import { csvReply, type CsvCell } from '../../http/csv-reply';

const HEADER = [
  'figure',
  'detail',
  'course_id',
  'course_title',
  'value',
  'period',
  'date_from',
  'date_to',
  'reporting_time_zone',
  'as_of',
] as const;

/** A report as a CSV file with one row for each figure, whatever the report. */
export function reportFile(table: ReportTable): StreamableFile {
  const { from, to } = table.range;
  return csvReply(`${table.name}_${from}_${to}.csv`, HEADER, rowsOf(table));
}

async function* rowsOf(table: ReportTable): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  const terms = [table.timeZone, table.asOf.toISOString()];
  yield table.rows.map(({ figure, detail, course, value, period, range }) => [
    figure,
    detail,
    course?.id ?? table.courseId,
    course?.title ?? null,
    value,
    period,
    range.from,
    range.to,
    ...terms,
  ]);
}
