import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Where gauges are added; each looks its values up when it is read. */
interface Gauges {
  gauge(
    description: { readonly name: string; readonly help: string },
    labelNames: readonly string[],
    read: () => Readings | Promise<Readings>,
  ): void;
}

type Readings = readonly {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}[];

type LagHistogram = ReturnType<typeof monitorEventLoopDelay>;

const MICROSECONDS = 1e6;
const NANOSECONDS = 1e9;

/** How often the clock looks whether it comes late, in milliseconds. */
const PRECISION_MS = 20;

/** Adds the figures of Node's process, under the names that dashboards know. */
export function addProcessMetrics(metrics: Gauges): void {
  const lag = monitorEventLoopDelay({ resolution: PRECISION_MS });
  lag.enable();
  const one = (name: string, help: string, read: () => number | Promise<number>): void =>
    metrics.gauge({ name, help }, [], async () => [{ labels: {}, value: await read() }]);
  one('process_start_time_seconds', 'When the process began, in seconds since 1970.', () =>
    Math.round(performance.timeOrigin / 1_000),
  );
  one('process_cpu_seconds_total', 'Processor time that the process used.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / MICROSECONDS;
  });
  one('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  one('process_open_fds', 'Open files and sockets; 0 where the system does not tell.', () =>
    readdir('/proc/self/fd').then(
      (names) => names.length,
      () => 0,
    ),
  );
  metrics.gauge(
    { name: 'nodejs_memory_bytes', help: 'Memory by what Node uses it for.' },
    ['kind'],
    () =>
      Object.entries(process.memoryUsage()).map(([kind, value]) => ({ labels: { kind }, value })),
  );
  metrics.gauge(
    {
      name: 'nodejs_eventloop_lag_seconds',
      help: 'How late the event loop was since the metrics were last read.',
    },
    ['quantile'],
    () => lagSince(lag),
  );
}

/** The clock itself comes every so many milliseconds; only what is beyond that is lag. */
function lagSince(lag: LagHistogram): { labels: { quantile: string }; value: number }[] {
  const late = (nanoseconds: number): number =>
    Math.max(0, nanoseconds / NANOSECONDS - PRECISION_MS / 1_000);
  const readings = [0.5, 0.9, 0.99].map((quantile) => ({
    labels: { quantile: String(quantile) },
    value: late(lag.percentile(quantile * 100)),
  }));
  readings.push({ labels: { quantile: '1' }, value: late(lag.max) });
  lag.reset();
  return readings;
}
