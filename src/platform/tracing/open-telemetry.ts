import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Configuration } from '../config/configuration';
import { CarefulTracerProvider } from './careful-tracer-provider';
import type { TracedJob, Tracing } from './traced-work';

/** Asked by machines all day long: their spans would drown all others. */
const ABOUT_HEALTH = /^\/(health|metrics)(\/|\?|$)/;

/**
 * Starts OpenTelemetry: requests, statements, Redis's commands and jobs become spans and leave by
 * OTLP. Protocol, headers and sampling are those of OpenTelemetry's own variables.
 */
export function openTelemetry({ serviceName }: NonNullable<Configuration['tracing']>): Tracing {
  const instrumentations = [
    new HttpInstrumentation({
      // Nobody outside needs to know how our work hangs together.
      disableOutgoingRequestInstrumentation: true,
      ignoreIncomingRequestHook: ({ url = '' }) => ABOUT_HEALTH.test(url),
    }),
    // Without a parent these are polls and heartbeats of queues.
    new PgInstrumentation({ requireParentSpan: true }),
    new IORedisInstrumentation({
      requireParentSpan: true,
      dbStatementSerializer: (command) => command,
    }),
  ];
  const sdk = new NodeSDK({
    serviceName,
    instrumentations,
    metricReaders: [],
    logRecordProcessors: [],
    autoDetectResources: false,
  });
  sdk.start();
  const careful = new CarefulTracerProvider(trace.getTracerProvider());
  for (const instrumentation of instrumentations) instrumentation.setTracerProvider(careful);
  // What was loaded before is instrumented when it is asked for once more.
  for (const library of ['node:http', 'pg', 'ioredis']) require(library);
  return new OpenTelemetryTracing(sdk);
}

class OpenTelemetryTracing implements Tracing {
  private readonly tracer = trace.getTracer('trellis');

  constructor(private readonly sdk: NodeSDK) {}

  current(): string | null {
    const carrier: { traceparent?: string } = {};
    propagation.inject(context.active(), carrier);
    return carrier.traceparent ?? null;
  }

  nameRequest(method: string, route: string): void {
    const span = trace.getActiveSpan();
    span?.updateName(`${method} ${route}`);
    span?.setAttribute('http.route', route);
  }

  async job<Result>(
    { name, queue, id }: TracedJob,
    parent: string | null,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const span = this.tracer.startSpan(
      `job ${name}`,
      {
        kind: SpanKind.CONSUMER,
        attributes: {
          'messaging.system': 'bullmq',
          'messaging.operation.type': 'process',
          'messaging.destination.name': queue,
          'messaging.message.id': id,
        },
      },
      continued(parent),
    );
    try {
      return await context.with(trace.setSpan(context.active(), span), work);
    } catch (error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  close(): Promise<void> {
    return this.sdk.shutdown();
  }
}

function continued(parent: string | null): Context {
  return parent === null
    ? ROOT_CONTEXT
    : propagation.extract(ROOT_CONTEXT, { traceparent: parent });
}

/** The kind of the error says enough; its message may quote what a person wrote. */
function failed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
