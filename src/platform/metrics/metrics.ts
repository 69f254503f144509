import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { addProcessMetrics } from './process-metrics';
import { type Counter, CounterClass, GaugeClass, RegistryClass } from './prom-client';
import { TimeHistogram } from './time-histogram';

export type { Counter } from './prom-client';

/** Nobody waits longer than this for one gauge: a dead database must not take the others along. */
const PATIENCE_MS = 2_000;

/** What a gauge shows at a moment. */
export interface Reading<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  readonly value: number;
}

/** Describes a metric: its name in full, and what it counts. */
export interface MetricDescription {
  /** `trellis_` and words, with the unit or `_total` at the end. */
  readonly name: string;
  readonly help: string;
}

/**
 * The figures of this process as Prometheus reads them. Labels take few values that are known
 * beforehand: names of routes, jobs and outcomes, never ids, addresses or words of anybody.
 */
@Injectable()
export class Metrics {
  private readonly logger = new Logger(Metrics.name);
  private readonly registry = new RegistryClass();
  private isProcessWatched = false;

  /** The type of what {@link text} gives. */
  readonly contentType = this.registry.contentType;

  /** A sum that only grows. */
  counter<Label extends string>(
    description: MetricDescription,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return new CounterClass({ ...description, labelNames, registers: [this.registry] });
  }

  /** A value that is looked up when somebody reads the metrics, and at no other time. */
  gauge<Label extends string>(
    description: MetricDescription,
    labelNames: readonly Label[],
    read: () => readonly Reading<Label>[] | Promise<readonly Reading<Label>[]>,
  ): void {
    const gauge = new GaugeClass({
      ...description,
      labelNames,
      registers: [this.registry],
      collect: async () => {
        const readings = await this.within(read, description.name);
        gauge.reset();
        for (const { labels, value } of readings) gauge.set(labels as never, value);
      },
    });
  }

  /** Times of something that happens all the time. */
  times(description: MetricDescription): TimeHistogram {
    const histogram = new TimeHistogram(description.name, description.help);
    this.registry.registerMetric(histogram.asMetric());
    return histogram;
  }

  /** Everything, in Prometheus's text format. Gauges that do not answer in time have no value. */
  text(): Promise<string> {
    this.watchProcess();
    return this.registry.metrics();
  }

  /** From the first reader on: the lag of the event loop is measured by a clock that costs a little. */
  private watchProcess(): void {
    if (this.isProcessWatched) return;
    this.isProcessWatched = true;
    addProcessMetrics(this);
  }

  private async within<Label extends string>(
    read: () => readonly Reading<Label>[] | Promise<readonly Reading<Label>[]>,
    name: string,
  ): Promise<readonly Reading<Label>[]> {
    const deadline = new AbortController();
    try {
      return await Promise.race([
        Promise.resolve(read()),
        sleep(PATIENCE_MS, [], { signal: deadline.signal, ref: false }),
      ]);
    } catch (error) {
      this.logger.warn({ err: error }, `The metric ${name} cannot be read`);
      return [];
    } finally {
      deadline.abort();
    }
  }
}
