/** A paragraph, list or code block of a lesson with the heading it stands under. */
export interface Passage {
  readonly heading: string | null;
  readonly text: string;
}

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const FENCE = /^(```|~~~)/;
/** Shorter blocks are captions and links; they answer nothing. */
const SHORTEST_PASSAGE = 40;

/** Splits a Markdown lesson into passages, in order. Fenced code stays in one piece. */
export function splitPassages(markdown: string): Passage[] {
  const passages: Passage[] = [];
  let heading: string | null = null;
  let block: string[] = [];
  let isFenced = false;
  const close = (): void => {
    const text = cleanMarkdown(block.join('\n')).trim();
    if (text.length >= SHORTEST_PASSAGE) passages.push({ heading, text });
    block = [];
  };
  for (const line of markdown.split(/\r?\n/)) {
    if (FENCE.test(line.trim())) isFenced = !isFenced;
    const title = isFenced ? null : HEADING.exec(line);
    if (title !== null) {
      close();
      heading = cleanMarkdown(title[2] ?? '').trim();
    } else if (line.trim() === '' && !isFenced) close();
    else block.push(line);
  }
  close();
  return passages;
}

/** Headings of the second level, which name the parts of a lesson. */
export function sectionsOf(markdown: string): string[] {
  const withoutCode = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...withoutCode.matchAll(/^##\s+(.*?)\s*#*$/gm)].map((match) =>
    cleanMarkdown(match[1] ?? '').trim(),
  );
}

/** Takes out what only a page can show: images, HTML, the addresses of links. */
function cleanMarkdown(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '');
}
