import { ReplyWithheld } from './chat.errors';

const LETTER = /[\p{L}\p{N}]/u;

/**
 * Watches a stream of text for a canary, however it is cut into pieces, whatever the case of its
 * letters and whatever stands between them. Only an end that may be its beginning is held back.
 */
export class CanaryWatch {
  private readonly canary: string;
  private held = '';

  /** @param canary lower-case letters and digits. */
  constructor(canary: string) {
    this.canary = canary;
  }

  /**
   * Takes text; gives back what may go on now, which may be nothing.
   *
   * @throws ReplyWithheld when the canary is complete.
   */
  pass(text: string): string {
    const all = this.held + text;
    const letters: string[] = [];
    const places: number[] = [];
    let place = 0;
    for (const character of all) {
      if (LETTER.test(character)) {
        letters.push(...Array.from(character.toLowerCase()).slice(0, 1));
        places.push(place);
      }
      place += character.length;
    }
    const line = letters.join('');
    if (line.includes(this.canary)) throw new ReplyWithheld();
    const open = this.openLength(line);
    const cut = open === 0 ? all.length : (places[letters.length - open] as number);
    this.held = all.slice(cut);
    return all.slice(0, cut);
  }

  /** What is held at the end of the stream; nothing follows that could complete it. */
  rest(): string {
    const rest = this.held;
    this.held = '';
    return rest;
  }

  /** How many characters at the end of a line are a beginning of the canary. */
  private openLength(line: string): number {
    for (let length = Math.min(this.canary.length - 1, line.length); length > 0; length -= 1) {
      if (line.endsWith(this.canary.slice(0, length))) return length;
    }
    return 0;
  }
}
