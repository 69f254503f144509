import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReplyTimes } from '../../platform/health/reply-times';
import type { Metrics } from '../../platform/metrics/metrics';
import type { TimeHistogram, TimeSeries } from '../../platform/metrics/time-histogram';
import { surfaceOf } from '../surface';
import { SURFACES } from '../surface-list';
import { isStream, openStreams } from './frame-writer';

/** Asked by machines all day long, or as slow as the slowest part that they ask about. */
const ABOUT_HEALTH = /\/(health|metrics)(\/|$)/;

const VERBS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** What the measurements of one route need to know, worked out at its first reply. */
interface MeasuredRoute {
  readonly surface: string;
  readonly route: string;
  readonly isAboutHealth: boolean;
  /** By verb and first digit of the status. */
  readonly series: Map<string, TimeSeries>;
}

/**
 * Notes how long each reply takes, by surface, route, verb and class of status. A stream lasts as
 * long as its reader wants and is only counted; questions about health would measure themselves in
 * the figures that people look at.
 */
export function measureReplies(
  fastify: FastifyInstance,
  times: ReplyTimes,
  metrics: Metrics,
): void {
  const replies = new MeasuredReplies(
    metrics.times({
      name: 'trellis_http_request_duration_seconds',
      help: 'Time from the head of a request to the last byte of its reply.',
    }),
  );
  const streams = metrics.counter({
    name: 'trellis_http_streams_total',
    help: 'Streams of server-sent events that ended, for whatever reason.',
  });
  metrics.gauge(
    { name: 'trellis_http_streams_open', help: 'Streams of server-sent events that are open.' },
    [],
    () => [{ labels: {}, value: openStreams() }],
  );
  metrics.gauge(
    { name: 'trellis_http_connections_open', help: 'TCP connections, idle ones included.' },
    [],
    () => connectionsOf(fastify),
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    if (isStream(reply.raw)) {
      streams.inc();
    } else {
      const elapsed = reply.elapsedTime;
      const { isAboutHealth } = replies.record(request, reply, elapsed);
      if (!isAboutHealth) times.record(elapsed);
    }
    done();
  });
}

/** Finds the series of a reply with two look-ups. */
class MeasuredReplies {
  /** Keyed by what the router keeps of a route for good. */
  private readonly routes = new Map<unknown, MeasuredRoute>();

  constructor(private readonly histogram: TimeHistogram) {}

  /** @param elapsed in milliseconds. */
  record(request: FastifyRequest, reply: FastifyReply, elapsed: number): MeasuredRoute {
    const { config, url } = request.routeOptions;
    let route = this.routes.get(url === undefined ? undefined : config);
    if (route === undefined) {
      route = describe(url);
      this.routes.set(url === undefined ? undefined : config, route);
    }
    const { method } = request;
    const key = method + Math.floor(reply.statusCode / 100);
    let series = route.series.get(key);
    if (series === undefined) {
      series = this.seriesOf(route, method, reply.statusCode);
      route.series.set(key, series);
    }
    series.observe(elapsed / 1_000);
    return route;
  }

  private seriesOf(route: MeasuredRoute, method: string, status: number): TimeSeries {
    return this.histogram.add({
      surface: route.surface,
      route: route.route,
      method: VERBS.has(method) ? method : 'other',
      status: `${Math.floor(status / 100)}xx`,
    });
  }
}

/** Addresses without a route share one line: whatever is asked for, the labels stay few. */
function describe(url: string | undefined): MeasuredRoute {
  return {
    surface: url === undefined ? 'none' : surfaceOf(url, SURFACES.all, SURFACES.fallback).name,
    route: url ?? 'unknown',
    isAboutHealth: ABOUT_HEALTH.test(url ?? ''),
    series: new Map(),
  };
}

function connectionsOf(
  fastify: FastifyInstance,
): Promise<{ labels: Record<never, string>; value: number }[]> {
  const { promise, resolve, reject } = Promise.withResolvers<{ labels: object; value: number }[]>();
  fastify.server.getConnections((error, value) => {
    if (error) reject(error);
    else resolve([{ labels: {}, value }]);
  });
  return promise;
}
