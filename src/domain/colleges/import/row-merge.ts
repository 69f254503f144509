import type { CollegeFigure, CollegeIdentity, Figures } from '../college';
import { aliasesOf } from '../college-name';
import type { CollegeRow } from './college-row';
import { mayReplace, saysTheSame } from './precedence';

/** A college as the importer knows it. */
export interface StoredCollege extends Omit<CollegeIdentity, 'aliases'> {
  readonly identityYear: number | null;
  readonly identitySource: string;
  readonly figures: Figures;
}

/** What a row changes about a college. */
export interface Merged {
  readonly college: StoredCollege;
  readonly isIdentityNew: boolean;
  readonly newFigures: readonly CollegeFigure[];
  /** Figures that differ from what is known and give way to it. */
  readonly superseded: number;
}

/** A college that a row speaks of first. */
export function collegeFrom(row: CollegeRow, unitid: number, name: string): StoredCollege {
  const { opeid6, city, state, control } = row.identity;
  const origin = { identityYear: row.year, identitySource: row.source };
  return { unitid, name, opeid6, city, state, control, ...origin, figures: {} };
}

/**
 * What is known with what a row says. A cell in which nothing is published changes nothing; a newer
 * or better figure replaces the known one.
 */
export function merge(known: StoredCollege, row: CollegeRow): Merged {
  const newFigures: CollegeFigure[] = [];
  let superseded = 0;
  for (const incoming of row.figures) {
    const present = known.figures[incoming.measure];
    const figure = {
      ...incoming,
      coversSystem: incoming.coversSystem || (present?.coversSystem ?? false),
    };
    if (present !== undefined && saysTheSame(figure, present)) continue;
    if (present === undefined || mayReplace(figure, present)) newFigures.push(figure);
    else if (present.value !== figure.value) superseded += 1;
  }
  const identity = mergedIdentity(known, row);
  const byMeasure = Object.fromEntries(newFigures.map((figure) => [figure.measure, figure]));
  return {
    college: { ...identity, figures: { ...known.figures, ...byMeasure } },
    isIdentityNew: !isSameIdentity(identity, known),
    newFigures,
    superseded,
  };
}

function mergedIdentity(known: StoredCollege, row: CollegeRow): StoredCollege {
  const { name, opeid6, city, state, control } = row.identity;
  if (name === null) return known;
  const isNewer = mayReplace(
    { year: row.year, source: row.source },
    { year: known.identityYear, source: known.identitySource },
  );
  const either = <Value>(incoming: Value | null, present: Value | null): Value | null =>
    isNewer ? (incoming ?? present) : (present ?? incoming);
  return {
    ...known,
    name: isNewer ? name : known.name,
    opeid6: either(opeid6, known.opeid6),
    city: either(city, known.city),
    state: either(state, known.state),
    control: either(control, known.control),
    ...(isNewer ? { identityYear: row.year, identitySource: row.source } : {}),
  };
}

function isSameIdentity(one: StoredCollege, other: StoredCollege): boolean {
  return (
    (['name', 'opeid6', 'city', 'state', 'control', 'identityYear'] as const).every(
      (key) => one[key] === other[key],
    ) && one.identitySource === other.identitySource
  );
}

/** Everything that a search looks through. */
export function searchTextOf(name: string): string {
  return [name, ...aliasesOf(name)].join(' · ');
}
