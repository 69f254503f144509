import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import type { Origin } from './import-origins.repository';
import { type ImportChange, noCounts, type Outcome, type Part } from './import-report';
import type { ProblemLog, SourcePlace } from './problem-log';

/** One import while it goes on: who does it, what was there before, and what became of it. */
export class ImportRun {
  readonly changes: ImportChange[] = [];
  readonly counts = { course: noCounts(), module: noCounts(), content: noCounts() };
  private readonly seen = new Set<string>();

  constructor(
    readonly actor: Actor,
    readonly courseId: number,
    private readonly origins: ReadonlyMap<string, Origin>,
    readonly log: ProblemLog,
  ) {}

  /** What the last import knew of a part of the source; null for a new one. */
  originOf(key: string): Origin | null {
    this.seen.add(key);
    return this.origins.get(key) ?? null;
  }

  /** What earlier imports brought and the source no longer has. */
  get gone(): readonly Origin[] {
    return [...this.origins.values()].filter(
      ({ key, hash }) => hash !== null && !this.seen.has(key),
    );
  }

  note(part: Part, outcome: Outcome, title: string, file: string | null): void {
    this.counts[part][outcome] += 1;
    if (outcome !== 'unchanged') this.changes.push({ part, outcome, title, file });
  }

  /** Carries out a write; what the rules of content refuse is noted at its place in the source. */
  async attempt(place: SourcePlace, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      for (const { path, message } of error.issues) {
        const field = path.slice(1).join('.');
        this.log.error(place, `${field}: ${message}`);
      }
    }
  }
}

/** SHA-256 of what a source says: the same until a word of it changes. */
export function sourceHash(said: JsonValue): Buffer {
  return createHash('sha256').update(canonicalJson(said)).digest();
}
