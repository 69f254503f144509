import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Lists of our own making, with every kind of dirt; always there. */
const SAMPLES = path.join(__dirname, 'samples/opportunities');
/** Real lists; not part of the repository, so they may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/scholarships');

/** Every list at hand, our own ones first. */
export function opportunityFiles(): string[] {
  return [SAMPLES, REAL].filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(csv|json)$/.test(name))
      .toSorted()
      .map((name) => path.join(folder, name)),
  );
}

/** One of our own lists. */
export function ownList(name: string): string {
  return path.join(SAMPLES, name);
}
