import type { Configuration } from '../config/configuration';
import type { openTelemetry } from './open-telemetry';
import type { Tracing } from './traced-work';

let active: Tracing | null = null;

/** The tracing of this process; null when it is off. */
export function activeTracing(): Tracing | null {
  return active;
}

/**
 * Starts tracing where the configuration names an endpoint, to be called before anything is traced.
 * Where it is off, nothing of OpenTelemetry is even loaded.
 */
export function startTracing(configuration: Configuration): void {
  if (configuration.tracing === null || active !== null) return;
  // Loaded here and not above: it takes time and memory that nobody without tracing should pay.
  const loaded = require('./open-telemetry') as { openTelemetry: typeof openTelemetry };
  active = loaded.openTelemetry(configuration.tracing);
}

/** Ends tracing, if there is any; what is under way is not traced to its end. */
export async function stopTracing(): Promise<void> {
  const ending = active;
  active = null;
  await ending?.close();
}
