import type { CollegeIdentity } from './college';
import { ALIASES } from './college-aliases';

type NamedPlace = Pick<CollegeIdentity, 'name' | 'city' | 'state'>;

/**
 * A name as it is compared: small letters, no accents, no punctuation, `and` for `&`, `saint` for
 * `St.`, no leading `the`.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\bst (?=\p{L})/gu, 'saint ')
    .trim()
    .replace(/^the (?=.)/, '');
}

/**
 * Other names of the college with this official name: a list of well-known ones, and what follows
 * from how campuses are written. Nothing is shortened to a place or a family name by rule, because
 * that would guess.
 */
export function aliasesOf(name: string): string[] {
  const key = nameKey(name);
  const found = [...(ALIASES[key] ?? []), ...campusAliases(name)];
  return [...new Map(found.map((alias) => [nameKey(alias), alias])).values()].filter(
    (alias) => nameKey(alias) !== key,
  );
}

/**
 * What a college may be found under, compared by {@link nameKey}: its name, every alias, and its
 * {@link placedName}.
 */
export function nameKeysOf(college: NamedPlace): string[] {
  const { name } = college;
  return [...new Set([name, ...aliasesOf(name), placedName(college)].map(nameKey))];
}

/** The name with the place, which tells colleges of the same name apart. */
export function placedName({ name, city, state }: NamedPlace): string {
  const place = [city, state].filter((part) => part !== null).join(', ');
  return place === '' ? name : `${name} (${place})`;
}

const SYSTEMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^University of California-(?<campus>.+)$/, ['UC']],
  [/^California State University-(?<campus>.+)$/, ['Cal State', 'CSU']],
  [/^CUNY (?<campus>.+)$/, ['City University of New York']],
  [/^SUNY (?:at )?(?<campus>.+)$/, ['State University of New York']],
  [/^The University of Texas at (?<campus>.+)$/, ['UT']],
  [/^University of North Carolina at (?<campus>.+)$/, ['UNC']],
];

/** `University of Washington-Seattle Campus` is also written at Seattle, and without the dash. */
function campusAliases(name: string): string[] {
  const short = SYSTEMS.flatMap(([pattern, names]) => {
    const campus = pattern.exec(name)?.groups?.['campus'];
    return campus === undefined ? [] : names.map((system) => `${system} ${campus}`);
  });
  const [, university, campus] =
    /^(.+ (?:University|of [^-]+))-(.+?)(?: Campus)?$/.exec(name) ?? [];
  const spelled =
    university === undefined || campus === undefined
      ? []
      : [`${university} ${campus}`, `${university} at ${campus}`];
  return [...short, ...spelled];
}
