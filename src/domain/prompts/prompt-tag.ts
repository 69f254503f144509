import { type PromptBody, textsOf } from './prompt-body';
import { LABEL_PATTERN } from './prompt-label';
import { promptNameFault } from './prompt-name';
import { byLabel, byVersion, type PromptReference, referenceKey } from './prompt-reference';
import { MalformedPromptTag } from './prompts.errors';

const OPENING = '@@@langfusePrompt';
const CLOSING = '@@@';
const INNER = /^:name=([^|]+)\|(label|version)=(.+)$/;
const VERSION = /^[1-9]\d{0,9}$/;
const LARGEST_VERSION = 2_147_483_647;
const LONGEST_EXCERPT = 80;

/** A piece of a prompt's text: plain text, or the prompt that stands in its place. */
export type PromptSegment = string | PromptReference;

/**
 * Takes a prompt's text apart at its `@@@langfusePrompt:name=…|label=…@@@` (or `|version=N`) tags.
 * The pieces in order are the whole text.
 *
 * @throws MalformedPromptTag at the first tag that begins like one and does not end like one.
 */
export function parsePromptText(text: string): PromptSegment[] {
  const segments: PromptSegment[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf(OPENING, position);
    if (start > position || start < 0) {
      const plain = text.slice(position, start < 0 ? text.length : start);
      if (plain !== '') segments.push(plain);
    }
    if (start < 0) return segments;
    const inner = start + OPENING.length;
    const end = text.indexOf(CLOSING, inner);
    const reference = end < 0 ? null : parseReference(text.slice(inner, end));
    if (reference === null) throw new MalformedPromptTag(excerpt(text, start, end));
    segments.push(reference);
    position = end + CLOSING.length;
  }
}

/** The prompts that a text includes, each once, in the order in which they first appear. */
export function referencesIn(segments: readonly PromptSegment[]): PromptReference[] {
  const references = new Map<string, PromptReference>();
  for (const segment of segments) {
    if (typeof segment === 'string') continue;
    const key = referenceKey(segment);
    if (!references.has(key)) references.set(key, segment);
  }
  return [...references.values()];
}

/**
 * The prompts that a body includes, each once, in the order in which they first appear.
 *
 * @throws MalformedPromptTag
 */
export function referencesOf(body: PromptBody): PromptReference[] {
  return referencesIn(textsOf(body).flatMap(parsePromptText));
}

function parseReference(inner: string): PromptReference | null {
  const [, name, kind, value] = INNER.exec(inner) ?? [];
  if (name === undefined || value === undefined || promptNameFault(name) !== null) return null;
  if (kind === 'label') return LABEL_PATTERN.test(value) ? byLabel(name, value) : null;
  const version = VERSION.test(value) ? Number(value) : Infinity;
  return version <= LARGEST_VERSION ? byVersion(name, version) : null;
}

/** The broken tag as the author wrote it, cut to its line and to a readable length. */
function excerpt(text: string, start: number, end: number): string {
  const whole = end < 0 ? text.slice(start) : text.slice(start, end + CLOSING.length);
  const line = whole.split(/[\r\n]/, 1)[0] ?? '';
  const characters = [...line];
  return characters.length <= LONGEST_EXCERPT
    ? line
    : `${characters.slice(0, LONGEST_EXCERPT).join('')}…`;
}
