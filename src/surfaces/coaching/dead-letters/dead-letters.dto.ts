import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { MOST_AT_ONCE } from '../../../domain/dead-letters/dead-letters.service';
import { Invalid } from '../../../kernel/errors';
import type { Page } from '../../../kernel/page';
import type { FailedJob, FailedJobFilter } from '../../../platform/queue/failed-jobs';
import { QUEUES, type QueueName } from '../../../platform/queue/job';
import { TextField } from '../../http/fields';
import { PathParameter } from '../../http/path-parameter';
import { ChoiceField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

const LONGEST_NAME = 200;

/** Which failed jobs are listed. */
export class DeadLettersQuery extends PageQuery {
  @ChoiceField(QUEUES, { example: 'fast', optional: true, description: 'Only of this queue.' })
  queue?: QueueName;

  @TextField({
    maximum: LONGEST_NAME,
    example: 'email.send-due',
    optional: true,
    description: 'Only jobs of this name.',
  })
  job?: string;
}

/** Which failed jobs are meant; without a member, all of them. */
export class DeadLettersRequest {
  @ChoiceField(QUEUES, { example: 'fast', optional: true, description: 'Only of this queue.' })
  queue?: QueueName;

  @TextField({
    maximum: LONGEST_NAME,
    example: 'email.send-due',
    optional: true,
    description: 'Only jobs of this name.',
  })
  job?: string;
}

/** A job that failed as often as it may. */
export class DeadLetterReply {
  @ApiProperty({ enum: QUEUES, example: 'fast' })
  queue: string;

  @ApiProperty({ example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ example: 'coach.send-invitation' })
  job: string;

  @ApiProperty({
    example: 'MailUndelivered: The mail server does not answer.',
    description: 'What went wrong, without what it quotes.',
  })
  reason: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { invitationId: 'uuid' },
    description: 'What the job was given: names with the kinds of their values, never the values.',
  })
  payload: Readonly<Record<string, string>>;

  @ApiProperty({ type: 'integer', example: 5 })
  attempts: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T09:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T09:34:00.000Z' })
  failed_at: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '0f9f2d5e-4a52-4d9c-9d53-1d4f9a2f7c11',
    description: 'The request that it followed from: the same id is in the log.',
  })
  request_id: string | null;
}

/** A page of failed jobs, the newest failures first. */
export class DeadLettersReply extends PageReply {
  @ApiProperty({ type: [DeadLetterReply] })
  dead_letters: DeadLetterReply[];
}

/** How many jobs were dealt with. */
export class DeadLettersDoneReply {
  @ApiProperty({
    type: 'integer',
    example: 12,
    description: `At most ${MOST_AT_ONCE} in one call; call again while it is as many.`,
  })
  count: number;
}

@Injectable()
class QueuePipe implements PipeTransform<string, QueueName> {
  transform(value: string): QueueName {
    const queue = QUEUES.find((name) => name === value);
    if (queue !== undefined) return queue;
    const message = `value is not one of ${QUEUES.join(', ')}`;
    throw new Invalid([{ path: ['path', 'queue'], message, rule: 'choice' }]);
  }
}

@Injectable()
class JobIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (value.length <= LONGEST_NAME) return value;
    const message = `text has more than ${LONGEST_NAME} characters`;
    throw new Invalid([{ path: ['path', 'job_id'], message, rule: 'length' }]);
  }
}

/** The queue in the path. */
export const QueueParameter = (): ParameterDecorator =>
  PathParameter('queue', QueuePipe, {
    schema: { type: 'string', enum: [...QUEUES], example: 'fast' },
  });

/** A job's id in the path. */
export const JobIdParameter = (): ParameterDecorator =>
  PathParameter('job_id', JobIdPipe, {
    schema: { type: 'string', example: '0198c0de-7e57-4abc-8def-0123456789ab' },
  });

/** The filter of a query or a body. */
export function toFilter({ queue, job }: DeadLettersRequest): FailedJobFilter {
  return { queue: queue ?? null, name: job ?? null };
}

/** A failed job in the words of the contract. */
export function toDeadLetter(job: FailedJob): DeadLetterReply {
  return {
    queue: job.queue,
    id: job.id,
    job: job.name,
    reason: job.reason,
    payload: job.payload,
    attempts: job.attempts,
    created_at: job.createdAt.toISOString(),
    failed_at: job.failedAt.toISOString(),
    request_id: job.requestId,
  };
}

/** A page of them. */
export function toDeadLetters(
  { items, total }: Page<FailedJob>,
  { page, per_page }: PageQuery,
): DeadLettersReply {
  return { dead_letters: items.map(toDeadLetter), total, page, per_page };
}
