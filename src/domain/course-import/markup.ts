import TurndownService from 'turndown';

/** More markup than a page has; turning it takes time that grows with it. */
const LONGEST = 1_000_000;
/** What a lesson cannot carry, with everything in it. */
const REMOVED = ['script', 'style', 'noscript', 'template', 'object'] as const;

/**
 * HTML as Markdown. Scripts and styles are left out, frames become links.
 *
 * @throws RangeError for markup that is too long or nested too deep to be turned.
 */
export function htmlToMarkdown(html: string): string {
  if (html.length > LONGEST) throw new RangeError('more than a million characters of markup');
  if (!html.includes('<') && !html.includes('&')) return html.trim();
  return service.turndown(html).trim();
}

/** Whether a text looks as if it had HTML elements in it. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i.test(text);
}

/** Text as HTML that shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** An element, as far as it is asked here. */
interface Marked {
  readonly nodeName: string;
  readonly parentNode?: Marked | null;
  readonly previousElementSibling?: Marked | null;
  readonly children?: { readonly length: number };
  getAttribute(name: string): string | null;
}

const service = new TurndownService({
  headingStyle: 'atx',
  codeBlockStyle: 'fenced',
  bulletListMarker: '-',
  emDelimiter: '*',
})
  .remove([...REMOVED])
  .addRule('frame', {
    filter: 'iframe',
    replacement: (_, node) => {
      const address = (node as Marked).getAttribute('src') ?? '';
      const title = (node as Marked).getAttribute('title') ?? address;
      return /^https?:\/\//.test(address) ? `\n\n[${title}](${address})\n\n` : '';
    },
  })
  .addRule('row of a table', {
    filter: 'tr',
    replacement: (content, node) => {
      const row = `|${content.trim()}\n`;
      const cells = (node as Marked).children?.length ?? 0;
      return isFirstRow(node as Marked) ? `${row}|${' --- |'.repeat(cells)}\n` : row;
    },
  })
  .addRule('cell of a table', {
    filter: ['td', 'th'],
    replacement: (content) => {
      const text = content.trim().replaceAll(/\s*\n\s*/g, ' ');
      return ` ${text.replaceAll('|', '\\|')} |`;
    },
  });

/** Markdown wants a line below the first row, whether or not it is a head. */
function isFirstRow(row: Marked): boolean {
  const parent = row.parentNode ?? null;
  if (row.previousElementSibling) return false;
  return parent?.nodeName === 'TABLE' || !parent?.previousElementSibling;
}
