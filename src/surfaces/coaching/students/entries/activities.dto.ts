import { type Activity, ACTIVITY_FIELDS } from '../../../../domain/students/student-record';
import { TextField } from '../../../http/fields';
import { ChoiceField, FlagField, IntegerField } from '../../../http/value-fields';
import { NumberField } from '../../number-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** Something that the student does outside class. */
export class ActivityRequest {
  @TextField({ maximum: 200, example: 'Robotics club' })
  name: string;

  @ChoiceField(ACTIVITY_FIELDS, {
    example: 'STEM',
    optional: true,
    description: 'OTHER when absent.',
  })
  field?: Activity['field'];

  @TextField({ minimum: 0, maximum: 2_000, example: 'Captain', optional: true, nullable: true })
  role?: string | null;

  @FlagField({
    example: true,
    optional: true,
    description: 'Whether the role leads others; false when absent.',
  })
  leads?: boolean;

  @NumberField({ minimum: 0, maximum: 168, example: 6, optional: true, nullable: true })
  hours_per_week?: number | null;

  @NumberField({ minimum: 0, maximum: 53, example: 30, optional: true, nullable: true })
  weeks_per_year?: number | null;

  @IntegerField({ minimum: 0, maximum: 20, example: 2, optional: true, nullable: true })
  years?: number | null;

  @TextField({
    minimum: 0,
    maximum: 2_000,
    example: 'Led a team of eight to the state finals.',
    optional: true,
    nullable: true,
  })
  description?: string | null;
}

/** An activity in the record. */
export class ActivityReply extends EntryReplyOf(ActivityRequest) {}

export const ACTIVITIES: EntryRoutes<'activity', ActivityRequest, ActivityReply> = {
  kind: 'activity',
  path: 'activities',
  one: 'an activity',
  many: 'activities',
  request: ActivityRequest,
  reply: ActivityReply,
  toData: (request) => ({
    name: request.name,
    field: request.field,
    role: request.role,
    leads: request.leads,
    hoursPerWeek: request.hours_per_week,
    weeksPerYear: request.weeks_per_year,
    years: request.years,
    description: request.description,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    name: entry.data.name,
    field: entry.data.field,
    role: entry.data.role,
    leads: entry.data.leads,
    hours_per_week: entry.data.hoursPerWeek,
    weeks_per_year: entry.data.weeksPerYear,
    years: entry.data.years,
    description: entry.data.description,
  }),
};
