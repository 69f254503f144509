import { DomainError } from './kernel/errors';
import { ConfigurationError } from './platform/config/configuration';
import { SchemaBehind } from './platform/database/open-database';

/** Runs a command; what an operator can mend is told in words, what we must mend with its stack. */
export async function runOrExplain(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  const isForOperators =
    error instanceof ConfigurationError ||
    error instanceof SchemaBehind ||
    error instanceof DomainError;
  if (isForOperators) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop it, or set PORT to another one.`;
  }
  return error.stack ?? error.message;
}
