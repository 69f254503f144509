import { LineCounter, parseDocument } from 'yaml';
import { isJsonObject, type JsonObject } from '../content/json-schema';
import type { JsonValue } from '../../kernel/json';
import type { ProblemLog } from './problem-log';

/** More than any front matter has. */
const LONGEST = 100_000;
const FENCE = /^---[ \t]*$/;

/** A Markdown file taken apart. */
export interface MarkdownFile {
  /** The members of its front matter; empty without one. */
  readonly matter: JsonObject;
  /** What follows the front matter. */
  readonly body: string;
  /** The line on which the body starts, counted from 1. */
  readonly bodyLine: number;
}

/** Takes front matter and body apart; null, and an error noted, when the YAML is not valid. */
export function splitFrontMatter(file: string, text: string, log: ProblemLog): MarkdownFile | null {
  const lines = text.split('\n');
  if (!FENCE.test(lines[0] ?? '')) return { matter: {}, body: text, bodyLine: 1 };
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end === -1) {
    log.error({ file, line: 1 }, 'the front matter does not end: a line --- is missing');
    return null;
  }
  const matter = readYaml(file, lines.slice(1, end).join('\n'), log, 1);
  if (matter === null) return null;
  return { matter, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}

/**
 * The members of a YAML mapping; null, and an error noted, for anything else. Aliases are refused,
 * so that a short text cannot stand for a huge one.
 *
 * @param above how many lines of the file come before the text.
 */
export function readYaml(
  file: string,
  text: string,
  log: ProblemLog,
  above: number = 0,
): JsonObject | null {
  if (text.length > LONGEST) {
    log.error({ file, line: above + 1 }, 'the YAML has more than 100,000 characters');
    return null;
  }
  const lineCounter = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: line + above, column: col };
  };
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core' });
    const [fault] = document.errors;
    if (fault !== undefined) {
      log.error(place(fault.pos[0]), `not valid YAML: ${fault.message}`);
      return null;
    }
    const value = document.toJS({ maxAliasCount: 0 }) as JsonValue | undefined;
    if (value === null || value === undefined) return {};
    if (isJsonObject(value)) return value;
    log.error({ file, line: above + 1 }, 'not valid YAML: names with values were expected');
  } catch (error) {
    log.error({ file, line: above + 1 }, `not valid YAML: ${(error as Error).message}`);
  }
  return null;
}
