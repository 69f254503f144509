import { createHash } from 'node:crypto';
import type { SourceTopic } from './source-activity';

const LONGEST_TITLE = 200;
const LONGEST_REFERENCE = 300;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
};

/**
 * What an activity is about, fit to be kept: on one line, without what no database column can hold,
 * of bounded length.
 *
 * @param reference what the source knows it by.
 * @param title its name; null where nothing is left of either.
 */
export function sourceTopic(reference: string, title: string): SourceTopic | null {
  const kept = oneLine(reference);
  const words = [...oneLine(title)].slice(0, LONGEST_TITLE).join('').trim();
  if (kept === '' || words === '') return null;
  return { reference: kept.length > LONGEST_REFERENCE ? digest(kept) : kept, title: words };
}

/** How titles are compared: by their words, whatever their case and spacing. */
export function plainTitle(title: string): string {
  return oneLine(title).toLowerCase();
}

function oneLine(text: string): string {
  return text
    .replace(/&(amp|apos|gt|lt|nbsp|quot);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}|\ufffd/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
