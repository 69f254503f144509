/** The members of an envelope that hold what was sent: Caliper's and those of xAPI. */
export const WRAPPED_IN: readonly string[] = ['data', 'statements'];

const LONGEST_VALUE = 8_388_608;
/** How many lists and envelopes may lie in each other. */
export const DEEPEST_LIST = 8;

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENING = new Set([...'{['].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set([...'}]'].map((sign) => sign.charCodeAt(0)));
const COLON = ':'.charCodeAt(0);
const LIST = '['.charCodeAt(0);
const LIST_END = ']'.charCodeAt(0);
const OBJECT = '{'.charCodeAt(0);
const BETWEEN = new Set([...' \t\r\n,'].map((sign) => sign.charCodeAt(0)));

/** The text stops being JSON that can be split. */
export class JsonBroken extends Error {}

/**
 * Parts a JSON text into the values of its list, or of the list in its envelope, holding one value
 * at a time. Lists in lists are one list.
 */
export class JsonSplitter {
  /** What is open around the values: lists, and envelopes with their list. */
  private readonly around: ('list' | 'envelope')[] = [];
  private state: 'between' | 'object' | 'scalar' | 'rest of envelope' = 'between';
  private held = '';
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  /** Of an object, the text that was read last at its own level, and whether a colon followed. */
  private textStart = 0;
  private lastText = '';
  private isAfterColon = false;

  /**
   * Takes the next piece of text.
   *
   * @returns the values that are whole now.
   * @throws JsonBroken for what is no JSON.
   */
  push(piece: string): string[] {
    const values: string[] = [];
    const text = this.held + piece;
    let start = 0;
    for (let at = this.held.length; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      if (this.isInText) this.inText(sign, text, at);
      else if (this.state === 'between') start = this.begin(sign, at);
      else if (this.state === 'scalar') {
        if (BETWEEN.has(sign) || sign === LIST_END) {
          values.push(text.slice(start, at));
          this.state = 'between';
          start = at;
          if (sign === LIST_END) this.endOfList();
        }
      } else if (this.within(sign, at)) {
        if (this.state === 'object') values.push(text.slice(start, at + 1));
        this.state = 'between';
      }
    }
    this.keep(text, start);
    return values;
  }

  /**
   * Says that the text is over.
   *
   * @returns the value that only its end could end.
   * @throws JsonBroken when something is still open.
   */
  end(): string[] {
    if (this.state === 'scalar' && this.around.length === 0 && !this.isInText) return [this.held];
    if (this.state !== 'between' || this.around.length > 0) {
      throw new JsonBroken('the file breaks off');
    }
    return [];
  }

  private keep(text: string, start: number): void {
    const isHeld = this.state === 'object' || this.state === 'scalar';
    this.held = isHeld ? text.slice(start) : '';
    if (isHeld) this.textStart -= start;
    else if (this.isInText) this.textStart = 0;
    if (this.held.length > LONGEST_VALUE) throw new JsonBroken('a value is far too long');
  }

  private inText(sign: number, text: string, at: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (sign === BACKSLASH) this.isEscaped = true;
    else if (sign === QUOTE) {
      this.isInText = false;
      if (this.depth === 1) this.lastText = text.slice(this.textStart, at);
    }
  }

  /** Between values; returns where the value begins that may begin here. */
  private begin(sign: number, at: number): number {
    if (BETWEEN.has(sign)) return at;
    if (sign === LIST) this.open('list');
    else if (sign === LIST_END) this.endOfList();
    else if (sign === OBJECT) {
      this.state = 'object';
      this.depth = 1;
      this.isAfterColon = false;
    } else {
      this.state = 'scalar';
      // A text of its own is no activity, but it may hold the signs that end other values.
      this.isInText = sign === QUOTE;
      this.textStart = at + 1;
    }
    return at;
  }

  /** Inside of an object, outside of texts; true at its end. */
  private within(sign: number, at: number): boolean {
    if (sign === QUOTE) {
      this.isInText = true;
      this.textStart = at + 1;
      return false;
    }
    if (this.depth === 1 && sign === LIST && this.isAfterColon && this.isWrapping()) {
      this.open('envelope');
      this.open('list');
      this.state = 'between';
      return false;
    }
    if (sign === COLON) this.isAfterColon = this.depth === 1;
    else if (!BETWEEN.has(sign)) this.isAfterColon = false;
    if (OPENING.has(sign)) this.depth += 1;
    if (CLOSING.has(sign)) this.depth -= 1;
    return this.depth === 0;
  }

  private isWrapping(): boolean {
    return this.state === 'object' && WRAPPED_IN.includes(this.lastText);
  }

  private open(container: 'list' | 'envelope'): void {
    if (this.around.length >= DEEPEST_LIST) throw new JsonBroken('lists lie too deep in lists');
    this.around.push(container);
  }

  private endOfList(): void {
    if (this.around.pop() !== 'list') throw new JsonBroken('a list ends that never began');
    if (this.around.at(-1) !== 'envelope') return;
    this.around.pop();
    this.state = 'rest of envelope';
    this.depth = 1;
  }
}
