import type { CollegeFigure } from '../college';
import { STARTER } from './file-kinds';

/** Where something comes from and how old it is. */
interface Origin {
  readonly year: number | null;
  readonly source: string;
}

/** A publication goes before its copies: the starter table is a copy, the Scorecard takes from IPEDS. */
function standing(source: string): number {
  if (source.endsWith(STARTER)) return 0;
  return source.startsWith('College Scorecard') ? 1 : 2;
}

/**
 * Whether something new may replace what is known: a newer year does, then the better source, then
 * a correction of the same source. A year that nobody knows is older than any.
 */
export function mayReplace(incoming: Origin, known: Origin): boolean {
  const years = (incoming.year ?? 0) - (known.year ?? 0);
  if (years !== 0) return years > 0;
  const standings = standing(incoming.source) - standing(known.source);
  if (standings !== 0) return standings > 0;
  return incoming.source <= known.source;
}

/** Whether two figures say the same from the same source. */
export function saysTheSame(one: CollegeFigure, other: CollegeFigure): boolean {
  return (
    one.value === other.value &&
    one.label === other.label &&
    one.year === other.year &&
    one.period === other.period &&
    one.source === other.source &&
    one.coversSystem === other.coversSystem
  );
}
