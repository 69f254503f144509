import type { DocumentKind } from '../document';
import type { ExtractedText } from './text-extractor';

/** A quote and where it stands, both counted from 1. */
export interface Passage {
  readonly quote: string;
  readonly place: {
    readonly page?: number;
    readonly paragraph?: number;
    readonly line?: number;
  };
}

const MOST_PASSAGES = 60;
const LONGEST_QUOTE = 800;
/** A shorter paragraph is a heading or a page number. */
const SHORTEST_PARAGRAPH = 20;
const LONGEST_LINE = 300;

/** Lines of records that say something: an average, a grade or a score. */
const RESULT =
  /\bgpa\b|grade point|\b(?:sat|act|ap|psat|toefl|ielts|score|total|rank)\b.*\d|\b[A-DF][+-]?\s*$|\b\d{1,3}(?:\.\d+)?\s*(?:%|\/\s*\d{1,3})|\b\d\.\d{1,2}\b/i;
const SENTENCE_END = /(?<=[.!?])\s+/;

/**
 * What agents are told of a document, word for word: of a transcript and a test report the lines
 * with results, of everything else its paragraphs; at most 60, the first ones. The words are data
 * of whoever wrote them, never instructions.
 */
export function passagesOf(kind: DocumentKind, { texts, pages }: ExtractedText): Passage[] {
  const take = kind === 'transcript' || kind === 'test_score' ? resultsIn : paragraphsIn;
  const passages: Passage[] = [];
  for (const [index, text] of texts.entries()) {
    const page = pages === null ? {} : { page: index + 1 };
    for (const { quote, place } of take(text.replaceAll('\u0000', ''))) {
      passages.push({ quote, place: { ...page, ...place } });
      if (passages.length === MOST_PASSAGES) return passages;
    }
  }
  return passages;
}

function* resultsIn(text: string): Generator<Passage> {
  for (const [index, raw] of text.split('\n').entries()) {
    const line = spaced(raw);
    if (line.length <= LONGEST_LINE && RESULT.test(line)) {
      yield { quote: line, place: { line: index + 1 } };
    }
  }
}

function* paragraphsIn(text: string): Generator<Passage> {
  let paragraph = 0;
  for (const raw of text.split(/\n\s*\n/)) {
    const words = spaced(raw);
    if (words === '') continue;
    paragraph += 1;
    if (words.length < SHORTEST_PARAGRAPH) continue;
    for (const quote of inPieces(words)) yield { quote, place: { paragraph } };
  }
}

/** A long paragraph in pieces that end with a sentence where they can. */
function* inPieces(words: string): Generator<string> {
  let piece = '';
  for (const sentence of words.split(SENTENCE_END)) {
    const longer = piece === '' ? sentence : `${piece} ${sentence}`;
    if (longer.length <= LONGEST_QUOTE) {
      piece = longer;
      continue;
    }
    if (piece !== '') yield piece;
    piece = cut(sentence);
  }
  if (piece !== '') yield piece;
}

/** Never in the middle of a character. */
function cut(sentence: string): string {
  return sentence.length <= LONGEST_QUOTE
    ? sentence
    : sentence.slice(0, LONGEST_QUOTE).replace(/[\uD800-\uDBFF]$/, '');
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
