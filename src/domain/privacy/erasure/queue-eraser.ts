import { Injectable } from '@nestjs/common';
import { QueuedJobs } from '../../../platform/queue/queued-jobs';
import type { PersonToErase } from '../personal-data-holder';

/** Members of jobs' payloads that hold the number of an account. */
const NUMBERS = ['userId', 'studentId', 'coachId', 'authorId', 'actorId'];

/** Erases what queues keep of jobs about a person, done and failed ones included. */
@Injectable()
export class QueueEraser {
  constructor(private readonly jobs: QueuedJobs) {}

  async erase({ id, uuid, email }: PersonToErase): Promise<void> {
    const names = [uuid, email].map((name) => name.toLowerCase());
    await this.jobs.removeWhere(({ payload, text }) => {
      const told = text.toLowerCase();
      return (
        names.some((name) => told.includes(name)) || NUMBERS.some((key) => payload[key] === id)
      );
    });
  }
}
