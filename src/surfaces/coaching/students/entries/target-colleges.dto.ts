import { TextField } from '../../../http/fields';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** A college that the student aims at. */
export class TargetCollegeRequest {
  @TextField({ maximum: 200, example: 'MIT', description: 'By any name that people use for it.' })
  name: string;

  @TextField({
    minimum: 0,
    maximum: 2_000,
    example: 'For its media lab.',
    optional: true,
    nullable: true,
  })
  note?: string | null;
}

/** A target in the record. */
export class TargetCollegeReply extends EntryReplyOf(TargetCollegeRequest) {}

export const TARGET_COLLEGES: EntryRoutes<
  'target_college',
  TargetCollegeRequest,
  TargetCollegeReply
> = {
  kind: 'target_college',
  path: 'target-colleges',
  one: 'a target college',
  many: 'target colleges',
  request: TargetCollegeRequest,
  reply: TargetCollegeReply,
  toData: (request) => ({ name: request.name, note: request.note }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    name: entry.data.name,
    note: entry.data.note,
  }),
};
