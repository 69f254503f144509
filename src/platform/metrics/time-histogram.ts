import type { Metric } from 'prom-client';

/** Upper ends of the buckets, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** How long something took, for one set of labels. Whoever observes often keeps hold of it. */
export class TimeSeries {
  /** So many per bucket, the last one without an upper end. */
  readonly counts = new Uint32Array(BOUNDS.length + 1);
  /** Of everything observed, in seconds. */
  sum = 0;

  constructor(readonly labels: Labels) {}

  /** Notes one duration, in seconds. */
  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] as number)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sum += seconds;
  }
}

/**
 * A histogram for paths that everything takes. The library's own works out a key from the labels at
 * every observation; here that is done once for each {@link TimeSeries}, and the rest is two sums.
 */
export class TimeHistogram {
  private readonly series: TimeSeries[] = [];

  /** @param name ends in `_seconds`. */
  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  /** A new series; to be called once for each set of labels. */
  add(labels: Labels): TimeSeries {
    const series = new TimeSeries(labels);
    this.series.push(series);
    return series;
  }

  /** This histogram as a registry of the library asks for it. */
  asMetric(): Metric {
    return {
      name: this.name,
      get: async () => ({
        name: this.name,
        help: this.help,
        type: 'histogram',
        aggregator: 'sum',
        values: this.series.flatMap((one) => this.samplesOf(one)),
      }),
    } as unknown as Metric;
  }

  private samplesOf({ labels, counts, sum }: TimeSeries): Sample[] {
    let total = 0;
    const buckets = [...counts].map((count, index) => {
      total += count;
      return {
        metricName: `${this.name}_bucket`,
        labels: { ...labels, le: BOUNDS[index] ?? '+Inf' },
        value: total,
      };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: total },
    ];
  }
}
