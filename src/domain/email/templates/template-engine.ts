import { Liquid, LiquidError } from 'liquidjs';
import { EmailUnwritable } from '../email.errors';
import type { EmailVariables } from '../email';
import type { EmailWording } from './email-template';

/** Characters of a template, milliseconds of rendering, and characters made by it, at most. */
const LIMITS = { parseLimit: 100_000, renderLimit: 250, memoryLimit: 1_000_000 } as const;
const LONGEST_SUBJECT = 200;

const STRICT = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // Templates see no files and no other templates.
  templates: {},
  ...LIMITS,
} as const;

const forText = new Liquid(STRICT);
const forHtml = new Liquid({ ...STRICT, outputEscape: 'escape' });
// With it a template could put the name that somebody gave themselves into HTML as it is.
for (const engine of [forText, forHtml]) delete engine.filters.raw;

/**
 * Fills a template's placeholders; in HTML every value is escaped.
 *
 * @throws EmailUnwritable for broken syntax, unknown placeholders or filters, and what takes too long.
 */
export function renderWording(wording: EmailWording, variables: EmailVariables): EmailWording {
  const values = structuredClone(variables) as Record<string, unknown>;
  return {
    subject: oneLine(render(forText, 'subject', wording.subject, values)),
    html: render(forHtml, 'html', wording.html, values),
    text: render(forText, 'text', wording.text, values),
  };
}

function render(
  engine: Liquid,
  part: string,
  template: string,
  values: Record<string, unknown>,
): string {
  try {
    return engine.parseAndRenderSync(template, values) as string;
  } catch (error) {
    if (!(error instanceof LiquidError) && !(error instanceof Error)) throw error;
    const [firstLine = ''] = error.message.split('\n', 1);
    throw new EmailUnwritable(`${part}: ${firstLine.slice(0, 200)}`);
  }
}

/** A header is one line, whatever a value holds. */
function oneLine(subject: string): string {
  return subject
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_SUBJECT);
}
