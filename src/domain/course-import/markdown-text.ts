const LONGEST_TITLE = 200;

/** A path without the ending of its file name. */
export function withoutEnding(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

/**
 * A title from the name of a file or folder: `week-1/02-getting_started.md` becomes
 * `Getting started`. A lesson called `README` has the name of its folder.
 */
export function titleFromName(path: string): string {
  const segments = withoutEnding(path).split('/');
  if (segments.length > 1 && /^(?:readme|index)$/i.test(segments.at(-1) ?? '')) segments.pop();
  const name = segments.at(-1) ?? '';
  const words = name.replaceAll(/[-_\s]+/g, ' ').trim();
  const title = words.replace(/^\d+[.)]?\s+(?=\S)/, '');
  return (title.charAt(0).toUpperCase() + title.slice(1)).slice(0, LONGEST_TITLE) || name;
}

/** The text of the first heading, without the marks around it; null when there is none. */
export function firstHeading(markdown: string): string | null {
  const line = /^ {0,3}#{1,6}[ \t]+\S.*$/m.exec(markdown)?.[0].trim() ?? '';
  let end = line.length;
  while (end > 0 && line[end - 1] === '#') end -= 1;
  // Marks at the end close the heading when a space sets them apart from its words.
  const isClosed = end < line.length && /\s/.test(line[end - 1] ?? '');
  const text = (isClosed ? line.slice(0, end) : line).replace(/^#{1,6}/, '').trim();
  return text.slice(0, LONGEST_TITLE) || null;
}

/** The pictures of a Markdown text that are files beside it; null when there are none. */
export function localPictures(markdown: string): { count: number; line: number } | null {
  const pictures = [...markdown.matchAll(/!\[[^\]\n]{0,500}\]\((?!\s*(?:https?:|data:|#|\/\/))/gi)];
  const [first] = pictures;
  if (first === undefined) return null;
  return { count: pictures.length, line: markdown.slice(0, first.index).split('\n').length };
}

/**
 * The line on which a text begins, counted from 1; the line to start from when it cannot be found,
 * since a parser may have drawn lines together.
 */
export function lineOfText(source: string, text: string, from: number): number {
  const words = (text.trim().split('\n', 1)[0] ?? '').slice(0, 40);
  if (words === '') return from;
  const lines = source.split('\n');
  const index = lines.findIndex((line, position) => position >= from - 1 && line.includes(words));
  return index === -1 ? from : index + 1;
}
