import { DomainError } from './kernel/errors';
import { ConfigurationError } from './platform/config/configuration';
import { SchemaBehind } from './platform/database/open-database';

/** Runs a command; what an operator can mend is told in words, what we must mend with its stack. */
export async function runOrExplain(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const isForOperators =
      error instanceof ConfigurationError ||
      error instanceof SchemaBehind ||
      error instanceof DomainError;
    process.stderr.write(`${isForOperators ? error.message : format(error)}\n`);
    process.exit(1);
  }
}

function format(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
