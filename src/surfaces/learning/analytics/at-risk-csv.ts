import { Readable } from 'node:stream';
import type { StreamableFile } from '@nestjs/common';
import type { StudentAtRisk } from '../../../domain/analytics/at-risk/student-at-risk';
import { csvReply } from '../../http/csv-reply';
import { toReason } from './at-risk.dto';

const OF_REASON = [
  'code',
  'course_id',
  'course_title',
  'days_inactive',
  'last_active_at',
  'recent_average',
  'earlier_average',
  'fall_points',
  'last_scored_at',
] as const;

/** Students at risk as a CSV file: a row for each reason, its columns the fields of the list. */
export function atRiskCsv(students: readonly StudentAtRisk[]): StreamableFile {
  const rows = students.flatMap(({ userId, fullName, email, reasons }) =>
    reasons
      .map(toReason)
      .map((reason) => [userId, fullName, email, ...OF_REASON.map((field) => reason[field])]),
  );
  const header = ['user_id', 'full_name', 'email', ...OF_REASON];
  return csvReply('at-risk.csv', header, Readable.from([rows]));
}
