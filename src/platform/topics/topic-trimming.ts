import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { OnJob } from '../queue/on-job.decorator';
import { TopicTrimmingRepository } from './topic-trimming.repository';
import { TRIM_TOPICS } from './topics.jobs';

const LOGS_AT_ONCE = 100;

/** Keeps the logs of topics as short as the settings say. */
@Injectable()
export class TopicTrimming {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly logs: TopicTrimmingRepository,
  ) {}

  /** Trims every log, and removes those that nobody followed for 30 days. */
  @OnJob(TRIM_TOPICS)
  async trim(): Promise<void> {
    const keep = this.configuration.topicLog;
    let after: string | null = '';
    while (after !== null) after = await this.logs.trim(after, LOGS_AT_ONCE, keep);
    while ((await this.logs.removeUnfollowed(LOGS_AT_ONCE)) === LOGS_AT_ONCE);
  }
}
