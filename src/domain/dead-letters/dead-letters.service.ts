import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { type FailedJob, type FailedJobFilter, FailedJobs } from '../../platform/queue/failed-jobs';
import type { QueueName } from '../../platform/queue/job';
import { AuditService } from '../audit/audit.service';
import { DeadLetterNotFound, DeadLettersForAdmins } from './dead-letters.errors';

/** So many are dealt with in one call; whoever has more calls again. */
export const MOST_AT_ONCE = 1_000;

/** Null: whoever runs commands on the machine itself. */
type Operator = Actor | null;

type Deed = 'replay' | 'purge';

/**
 * Jobs that failed as often as they may: looked at, tried again, or given up. Jobs are idempotent, so
 * that one tried again by mistake does no harm. Each deed leaves an audit row before it is done: queues
 * and audit trail share no transaction.
 */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly jobs: FailedJobs,
    private readonly audit: AuditService,
  ) {}

  /** The newest first. @throws DeadLettersForAdmins */
  list(operator: Operator, filter: FailedJobFilter, slice: Slice): Promise<Page<FailedJob>> {
    admit(operator);
    return this.jobs.list(filter, slice);
  }

  /** @throws DeadLettersForAdmins @throws DeadLetterNotFound */
  async get(operator: Operator, queue: QueueName, id: string): Promise<FailedJob> {
    admit(operator);
    const job = await this.jobs.find(queue, id);
    if (job === null) throw new DeadLetterNotFound();
    return job;
  }

  /** Tries a job again. @throws DeadLettersForAdmins @throws DeadLetterNotFound */
  replay(operator: Operator, queue: QueueName, id: string): Promise<void> {
    return this.doOne('replay', operator, queue, id);
  }

  /** Gives a job up. @throws DeadLettersForAdmins @throws DeadLetterNotFound */
  purge(operator: Operator, queue: QueueName, id: string): Promise<void> {
    return this.doOne('purge', operator, queue, id);
  }

  /** Tries again whatever is meant, a thousand at most. @returns how many. @throws DeadLettersForAdmins */
  replayAll(operator: Operator, filter: FailedJobFilter): Promise<number> {
    return this.doAll('replay', operator, filter);
  }

  /** Gives up whatever is meant, a thousand at most. @returns how many. @throws DeadLettersForAdmins */
  purgeAll(operator: Operator, filter: FailedJobFilter): Promise<number> {
    return this.doAll('purge', operator, filter);
  }

  private async doOne(deed: Deed, operator: Operator, queue: QueueName, id: string): Promise<void> {
    admit(operator);
    const { name } = await this.get(operator, queue, id);
    await this.note(deed, operator, [`${queue}/${id}`], { queue, job: name });
    if (!(await this.act(deed, queue, id))) throw new DeadLetterNotFound();
  }

  private async doAll(deed: Deed, operator: Operator, filter: FailedJobFilter): Promise<number> {
    admit(operator);
    const meant = await this.jobs.identify(filter, MOST_AT_ONCE);
    const ids = meant.map(({ queue, id }) => `${queue}/${id}`);
    await this.note(deed, operator, ids, { queue: filter.queue, job: filter.name });
    let count = 0;
    for (const { queue, id } of meant) if (await this.act(deed, queue, id)) count += 1;
    return count;
  }

  private act(deed: Deed, queue: QueueName, id: string): Promise<boolean> {
    return deed === 'replay' ? this.jobs.replay(queue, id) : this.jobs.remove(queue, id);
  }

  /** What is about to happen, and to which jobs. */
  private note(
    deed: Deed,
    actor: Operator,
    subjectIds: readonly string[],
    details: { readonly queue: string | null; readonly job: string | null },
  ): Promise<void> {
    return this.audit.record({
      actor,
      action: `dead_letter.${deed}`,
      subjectType: 'job',
      subjectIds,
      details: actor === null ? { ...details, by: 'command line' } : details,
    });
  }
}

function admit(operator: Operator): void {
  if (operator !== null && !isPlatformAdmin(operator)) throw new DeadLettersForAdmins();
}
