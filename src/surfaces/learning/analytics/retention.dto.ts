import { ApiProperty } from '@nestjs/swagger';
import type {
  Retention,
  RetentionRequest,
} from '../../../domain/analytics/retention/retention.service';
import { QueryDate, QueryInteger } from '../../http/parameters';

/** Which cohorts to look at. */
export class RetentionQuery {
  @QueryDate(
    'Any day of the week of the first cohort; absent, as many weeks back that this week is the last.',
  )
  from_week?: string;

  @QueryInteger({
    minimum: 1,
    maximum: 53,
    default: 12,
    description: 'How many cohorts, and how many weeks of each, at most.',
  })
  weeks: number = 12;
}

class RetainedWeekReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'Weeks after that of the sign-up, 0.' })
  week: number;

  @ApiProperty({ format: 'date', example: '2026-11-09', description: 'Its Monday.' })
  starts_on: string;

  @ApiProperty({
    type: 'integer',
    example: 18,
    description: 'People of the cohort with at least one own event in the week.',
  })
  users: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.75,
    description: 'users ÷ size, from 0 to 1, four decimals; null without anybody.',
  })
  rate: number | null;
}

class CohortReply {
  @ApiProperty({ format: 'date', example: '2026-11-02', description: 'The Monday of its week.' })
  starts_on: string;

  @ApiProperty({
    type: 'integer',
    example: 24,
    description: 'People who signed up in this week and are here still.',
  })
  size: number;

  @ApiProperty({
    type: [RetainedWeekReply],
    description: 'From the week of the sign-up on, up to the week that is going on.',
  })
  retained: RetainedWeekReply[];
}

/** Who came back in the weeks after they signed up. */
export class RetentionReply {
  @ApiProperty({ type: [CohortReply], description: 'The oldest first.' })
  cohorts: CohortReply[];

  @ApiProperty({ example: 'Europe/Berlin', description: 'In which weeks begin and end.' })
  reporting_time_zone: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-22T12:00:00.000Z',
    description: 'Until when events are counted.',
  })
  as_of: string;
}

export function toRetentionRequest({ from_week: from, weeks }: RetentionQuery): RetentionRequest {
  return { from: from ?? null, weeks };
}

export function toRetention({ cohorts, timeZone, asOf }: Retention): RetentionReply {
  return {
    cohorts: cohorts.map(({ startsOn, size, retained }) => ({
      starts_on: startsOn,
      size,
      retained: retained.map((week) => ({
        week: week.week,
        starts_on: week.startsOn,
        users: week.users,
        rate: week.rate,
      })),
    })),
    reporting_time_zone: timeZone,
    as_of: asOf.toISOString(),
  };
}
