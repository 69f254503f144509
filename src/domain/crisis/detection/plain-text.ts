/** A text as the rules read it, with the way back to the text as it was written. */
export interface PlainText {
  /** Lower case, without accents, apostrophes, invisible characters and disguises. */
  readonly plain: string;
  /** The place in the original, in UTF-16 units, of each character of `plain`. */
  readonly origins: Uint32Array;
  readonly original: string;
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const APOSTROPHES = new Set(["'", '\u2018', '\u2019', '\u02bc', '\u0060', '\u00b4', '\u2032']);
/** Accents of Latin letters and the vowel marks of Arabic, which people write or leave out. */
const MARKS = /[\u0300-\u036f\u064b-\u0652\u0640]/g;
/** What stands in for a letter inside a word. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Letters of Cyrillic and Greek that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  і: 'i',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  ѕ: 's',
  ο: 'o',
  ι: 'i',
};
const LETTER = /[a-z]/;
const SPELLED = /(?<![a-z0-9])[a-z](?:[ .\-_*][a-z]){4,200}(?![a-z0-9])/g;
const SPELLED_WORDS =
  /i|want|wanna|to|kill|my|self|die|dead|end|it|all|life|suicide|suicidal|hurt|cut|me|be|hate/g;
const HALF_HIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bk[*#_\-.]{1,2}ll/g, 'kill'],
  [/\bs[*#]{1,2}[i*#]c[i*#]d/g, 'suicid'],
  [/\bsu[*#]{1,2}c[i*#]d/g, 'suicid'],
  [/\bd[*#]e\b/g, 'die'],
];

/**
 * Brings a text into the spelling that the rules know: NFKC, lower case, one space between words,
 * letters for digits that stand in for them, spelled-out words joined. Takes time in proportion to
 * the length of the text.
 */
export function plainText(original: string): PlainText {
  const characters: string[] = [];
  const origins: number[] = [];
  let index = 0;
  /** Whether the last space is the end of a line; an empty line ends a sentence, one end does not. */
  let endsLine = false;
  for (const symbol of original) {
    const start = index;
    index += symbol.length;
    if (INVISIBLE.test(symbol) || APOSTROPHES.has(symbol)) continue;
    const folded = symbol.charCodeAt(0) < 128 ? symbol.toLowerCase() : fold(symbol);
    for (const character of folded) {
      const isSpace = /[\s\u00a0_]/.test(character);
      const last = characters.at(-1);
      if (isSpace && (last === ' ' || last === '\n')) {
        if (character === '\n' && endsLine) characters[characters.length - 1] = '\n';
        endsLine ||= character === '\n';
        continue;
      }
      endsLine = character === '\n';
      for (const unit of (isSpace ? ' ' : character).split('')) {
        characters.push(unit);
        origins.push(start);
      }
    }
  }
  undisguise(characters);
  return uncovered(
    withoutDrawl({ plain: characters.join(''), origins: Uint32Array.from(origins), original }),
  );
}

function fold(symbol: string): string {
  const folded = symbol.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase();
  return LOOKALIKES[folded] ?? folded;
}

/** Digits and signs between letters become the letters that they stand for. */
function undisguise(characters: string[]): void {
  for (let index = 0; index < characters.length; index += 1) {
    const letter = DISGUISES[characters[index] as string];
    if (letter === undefined) continue;
    const before = characters[index - 1] ?? ' ';
    const after = characters[index + 1] ?? ' ';
    if (LETTER.test(before) && LETTER.test(after)) characters[index] = letter;
  }
}

/** `dieeee` becomes `die`, `killlll` becomes `kill`. */
function withoutDrawl(text: PlainText): PlainText {
  return rewritten(text, /([a-z])\1{2,}/g, (_, letter) => (letter === 'l' ? 'll' : letter));
}

function uncovered(text: PlainText): PlainText {
  const joined = rewritten(text, SPELLED, (spelled) => {
    const letters = spelled.replace(/[^a-z]/g, '');
    return letters
      .replace(SPELLED_WORDS, ' $& ')
      .replace(/ {2,}/g, ' ')
      .trim()
      .replace('my self', 'myself');
  });
  return HALF_HIDDEN.reduce(
    (current, [pattern, word]) => rewritten(current, pattern, () => word),
    joined,
  );
}

/** Replaces what a pattern finds; the characters of the replacement all come from its beginning on. */
function rewritten(
  text: PlainText,
  pattern: RegExp,
  replace: (found: string, letter: string) => string,
): PlainText {
  const pieces: string[] = [];
  const origins = new Uint32Array(text.plain.length * 2 + 16);
  let length = 0;
  let from = 0;
  let hasChanged = false;
  const copy = (start: number, end: number) => {
    pieces.push(text.plain.slice(start, end));
    origins.set(text.origins.subarray(start, end), length);
    length += end - start;
  };
  for (const match of text.plain.matchAll(pattern)) {
    hasChanged = true;
    copy(from, match.index);
    const replacement = replace(match[0], match[1] ?? '');
    pieces.push(replacement);
    for (let step = 0; step < replacement.length; step += 1) {
      const place = match.index + Math.min(step, match[0].length - 1);
      origins[length + step] = text.origins[place] as number;
    }
    length += replacement.length;
    from = match.index + match[0].length;
  }
  if (!hasChanged) return text;
  copy(from, text.plain.length);
  return { plain: pieces.join(''), origins: origins.slice(0, length), original: text.original };
}

/** Where a stretch of the plain text stands in the original: from inclusive, to exclusive. */
export function placeInOriginal(text: PlainText, from: number, to: number): [number, number] {
  const start = text.origins[from] ?? 0;
  const next = text.origins[to];
  const last = text.origins[to - 1] ?? start;
  const end = next === undefined || next <= last ? text.original.length : next;
  return [start, trimmedEnd(text.original, start, end)];
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start + 1 && /[\s.,;:!?]/.test(text[last - 1] as string)) last -= 1;
  return last;
}
