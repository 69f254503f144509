/**
 * At most how many steps a regular expression of the `u` flag takes on a text, as a backtracking
 * engine tries it: the ways in which its repetitions and branches can share the text. Infinity for
 * what has no useful bound: a choice inside something that repeats without end, and look-around or
 * back-references, which nothing here weighs.
 *
 * @param pattern valid under the `u` flag.
 * @param length the most characters that a text can have.
 */
export function patternCost(pattern: string, length: number): number {
  return new PatternReader(pattern, length).read();
}

const GROUP = /\((?:\?(?:<[^>]*>|:))?/uy;
const LOOK_AROUND = /\(\?(?:<?[=!])/uy;
const CLASS = /\[(?:[^\\\]]|\\.)*\]/uy;
const BACK_REFERENCE = /\\(?:[1-9]|k)/uy;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c.|.)/uy;
const CHARACTER = /[^()|]/uy;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/uy;

class PatternReader {
  private position = 0;
  /** How much longer the pattern is with its counted repetitions written out. */
  private size = 1;

  constructor(
    private readonly pattern: string,
    private readonly length: number,
  ) {}

  read(): number {
    const ways = this.branches((start) => (this.pattern.startsWith('^', start) ? 1 : this.length));
    return ways * this.size;
  }

  /** Branches up to the end of their group, each weighed by where it can begin. */
  private branches(beginnings: (start: number) => number): number {
    let ways = 0;
    do {
      ways += beginnings(this.position) * this.sequence();
    } while (this.take(/\|/uy) !== null);
    return ways;
  }

  private sequence(): number {
    let ways = 1;
    while (this.position < this.pattern.length && !'|)'.includes(this.next)) {
      ways *= this.repeated(this.piece());
    }
    return ways;
  }

  /** The ways of one group, class or character. */
  private piece(): number {
    if (this.take(LOOK_AROUND) ?? this.take(BACK_REFERENCE)) return Number.POSITIVE_INFINITY;
    if (this.take(GROUP) !== null) {
      const ways = this.branches(() => 1);
      this.position += 1;
      return ways;
    }
    if ((this.take(CLASS) ?? this.take(ESCAPE) ?? this.take(CHARACTER)) === null) {
      this.position += 1;
    }
    return 1;
  }

  /** The ways of a piece with the quantifier behind it. */
  private repeated(ways: number): number {
    const quantifier = this.take(QUANTIFIER);
    if (quantifier === null) return ways;
    const [text, least = '', comma, most = ''] = quantifier;
    if (text.startsWith('?')) return 1 + ways;
    const isEndless = !text.startsWith('{') || (comma === ',' && most === '');
    if (isEndless) return ways > 1 ? Number.POSITIVE_INFINITY : this.length;
    const times = Number(comma === ',' ? most : least);
    this.size *= Math.max(1, times);
    return (times - Number(least) + 1) * ways ** times;
  }

  private get next(): string {
    return this.pattern.charAt(this.position);
  }

  private take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position;
    const match = expression.exec(this.pattern);
    if (match !== null) this.position = expression.lastIndex;
    return match;
  }
}
