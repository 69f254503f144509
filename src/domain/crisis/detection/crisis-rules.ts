import { CATEGORY_WEIGHTS } from './category';
import { meaningOf, type Surroundings } from './context';
import type { Detection, EvidenceSpan, WatchedText } from './detection';
import type { Phrase } from './phrase';
import { DANGER_PHRASES } from './phrases/danger-phrases';
import { HOPELESSNESS_PHRASES } from './phrases/hopelessness-phrases';
import { SUICIDE_PHRASES } from './phrases/suicide-phrases';
import { WORLD_PHRASES } from './phrases/world-phrases';
import { placeInOriginal, plainText, type PlainText } from './plain-text';
import { detectionOf } from './severity';

const PHRASES: readonly Phrase[] = [
  ...SUICIDE_PHRASES,
  ...DANGER_PHRASES,
  ...HOPELESSNESS_PHRASES,
  ...WORLD_PHRASES,
];
/** How far around a phrase its meaning is looked for, in characters. */
const BEFORE = 120;
const AFTER = 100;
const SENTENCE_END = /[.!?\n;]/;
/** A text of nothing else gains nothing from more spans of one category. */
const MOST_SPANS_A_PHRASE = 20;

/**
 * What the rules find in texts taken together. Pure, always on, in time proportional to the length
 * of the texts.
 */
export function detectByRules(texts: readonly WatchedText[]): Detection {
  return detectionOf(texts.flatMap(spansIn));
}

function spansIn({ source, text }: WatchedText): EvidenceSpan[] {
  const plain = plainText(text);
  return PHRASES.flatMap((phrase) => spansOf(phrase, plain, source));
}

function spansOf(phrase: Phrase, text: PlainText, source: string): EvidenceSpan[] {
  const spans: EvidenceSpan[] = [];
  for (const match of text.plain.matchAll(phrase.pattern)) {
    const end = match.index + match[0].length;
    const meaning = meaningOf(phrase, surroundings(text.plain, match.index, end));
    if (meaning.factor === 0) continue;
    const [from, to] = placeInOriginal(text, match.index, end);
    spans.push({
      source,
      start: from,
      end: to,
      quote: text.original.slice(from, to),
      category: meaning.category,
      severity: Number((CATEGORY_WEIGHTS[meaning.category] * meaning.factor).toFixed(2)),
      foundBy: 'rules',
    });
    if (spans.length > MOST_SPANS_A_PHRASE) {
      spans.sort((a, b) => b.severity - a.severity);
      spans.length = MOST_SPANS_A_PHRASE;
    }
  }
  return spans;
}

/** The sentence around a phrase, as far as it is looked at. */
function surroundings(plain: string, from: number, to: number): Surroundings {
  let start = from;
  while (start > 0 && from - start < BEFORE && !SENTENCE_END.test(plain[start - 1] as string)) {
    start -= 1;
  }
  let end = to;
  while (end < plain.length && end - to < AFTER && !SENTENCE_END.test(plain[end] as string)) {
    end += 1;
  }
  return {
    before: plain.slice(start, from),
    found: plain.slice(from, to),
    after: plain.slice(to, end),
  };
}
