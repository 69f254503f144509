const LONGEST = 200;
/** Control characters, and those that turn the reading order of whatever comes after them. */
const UNFIT = /[\p{Control}\u202A-\u202E\u2066-\u2069]/u;

/** A name on one line; null for one that is too long or holds what no name holds. */
export function readName(text: string): string | null {
  const name = text.replace(/\s+/g, ' ').trim();
  return name.length > LONGEST || UNFIT.test(name) ? null : name;
}
