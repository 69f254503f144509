import { Readable } from 'node:stream';
import type { StreamableFile } from '@nestjs/common';
import type { Retention } from '../../../domain/analytics/retention/retention.service';
import { csvReply } from '../../http/csv-reply';

const HEADER = ['cohort_starts_on', 'size', 'week', 'starts_on', 'users', 'rate'] as const;

/** Retention as a CSV file: a row for each week of each cohort. */
export function retentionCsv({ cohorts }: Retention): StreamableFile {
  const rows = cohorts.flatMap(({ startsOn, size, retained }) =>
    retained.map((week) => [startsOn, size, week.week, week.startsOn, week.users, week.rate]),
  );
  return csvReply('retention.csv', HEADER, Readable.from([rows]));
}
