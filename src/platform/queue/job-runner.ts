import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { withLogContext } from '../log/log-context';
import { type Counter, Metrics } from '../metrics/metrics';
import type { TimeHistogram, TimeSeries } from '../metrics/time-histogram';
import { activeTracing } from '../tracing/tracing';
import { JobFailed } from './job-failed';
import { originIn } from './job-origin';
import { JobRegistry } from './job-registry';

/** Runs one job: its log lines, its trace and its time are told apart from everybody else's. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger(JobRunner.name);
  private readonly outcomes: Counter<'job' | 'outcome'>;
  private readonly times: TimeHistogram;
  private readonly series = new Map<string, TimeSeries>();

  constructor(
    private readonly registry: JobRegistry,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter(
      { name: 'trellis_jobs_total', help: 'Attempts to carry out a job, by how they ended.' },
      ['job', 'outcome'],
    );
    this.times = metrics.times({
      name: 'trellis_job_duration_seconds',
      help: 'How long one attempt to carry out a job took.',
    });
  }

  /** @throws JobFailed which tells what went wrong without the words that it went wrong with. */
  run(job: Job): Promise<void> {
    const { request_id, traceparent } = originIn(job.opts.telemetry?.metadata);
    const id = job.id ?? '';
    const context = {
      ...(request_id === undefined ? {} : { request_id }),
      job: job.name,
      job_id: id,
    };
    return withLogContext(context, () => {
      const tracing = activeTracing();
      if (tracing === null) return this.attempt(job);
      const traced = { name: job.name, queue: job.queueName, id };
      return tracing.job(traced, traceparent ?? null, () => this.attempt(job));
    });
  }

  private async attempt(job: Job): Promise<void> {
    const begin = performance.now();
    try {
      await this.carryOut(job);
      this.outcomes.inc({ job: this.labelOf(job), outcome: 'done' });
    } catch (error) {
      this.outcomes.inc({ job: this.labelOf(job), outcome: 'failed' });
      this.logger.error({ err: error, attempt: job.attemptsMade + 1 }, 'A job failed');
      throw new JobFailed(error);
    } finally {
      this.seriesOf(this.labelOf(job)).observe((performance.now() - begin) / 1_000);
    }
  }

  private async carryOut(job: Job): Promise<void> {
    const found = this.registry.find(job.name);
    if (found === null) throw new Error(`No feature declares the job ${job.name}.`);
    await found.handler(found.definition.schema.parse(job.data));
  }

  /** Jobs that nobody here declares, of another version, share a label. */
  private labelOf(job: Job): string {
    return this.registry.find(job.name) === null ? 'unknown' : job.name;
  }

  private seriesOf(label: string): TimeSeries {
    const known = this.series.get(label);
    if (known !== undefined) return known;
    const added = this.times.add({ job: label });
    this.series.set(label, added);
    return added;
  }
}
