import { z } from 'zod';
import { logContext } from '../log/log-context';
import { activeTracing } from '../tracing/tracing';

const originSchema = z.object({
  request_id: z.string().max(64).optional(),
  traceparent: z.string().max(100).optional(),
});

/** Where a job comes from: the request that wrote it, and its trace. */
export type JobOrigin = z.infer<typeof originSchema>;

/** The origin of what is written now; null for work that follows from no request. */
export function presentOrigin(): JobOrigin | null {
  const requestId = logContext()?.request_id;
  const traceparent = activeTracing()?.current() ?? null;
  if (requestId === undefined && traceparent === null) return null;
  return {
    ...(requestId === undefined ? {} : { request_id: requestId }),
    ...(traceparent === null ? {} : { traceparent }),
  };
}

/** The origin that a queue kept with a job; empty for none, and for anything else. */
export function originIn(metadata: string | undefined): JobOrigin {
  if (metadata === undefined) return {};
  try {
    return originSchema.parse(JSON.parse(metadata));
  } catch {
    return {};
  }
}
