/** What parts the cells of a row; the first of equals wins. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** The line by which spreadsheets tell each other the delimiter. */
const ANNOUNCEMENT = /^"?sep=(.)"?$/i;

/** The delimiter that is found most often in the header, outside of quotes; a comma if none is. */
export function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The delimiter that this line announces, e.g. `sep=;`; null when it is no such line. */
export function announcedDelimiter(line: string): string | null {
  return ANNOUNCEMENT.exec(line.trimEnd())?.[1] ?? null;
}
