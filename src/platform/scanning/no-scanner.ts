import type { Readable } from 'node:stream';
import type { Scanner, Verdict } from './scanner';

/** Looks at nothing, and says so by its name. */
export class NoScanner implements Scanner {
  readonly name = 'none';
  readonly isReal = false;

  async scan(content: Readable): Promise<Verdict> {
    content.destroy();
    return { kind: 'clean' };
  }

  async probe(): Promise<void> {
    // There is nothing that could be away.
  }
}
