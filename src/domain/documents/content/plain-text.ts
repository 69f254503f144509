/** Characters that no text has: control characters other than tab, line feeds and form feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
/** What another program would carry out or show as something else than text. */
const NO_PLAIN_TEXT = /^\uFEFF?\s*(#!|<(!doctype|html|script|svg|\?xml|\?php)|\{\\rtf)/i;

/** Decides piece by piece whether bytes are plain text in UTF-8. */
export class PlainTextCheck {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #isText = true;
  #isAtStart = true;

  /** Takes the next bytes. */
  take(bytes: Uint8Array): void {
    this.#judge(bytes, true);
  }

  /** Whether everything so far is text, and ends with a whole character. */
  finish(): boolean {
    this.#judge(new Uint8Array(), false);
    return this.#isText;
  }

  #judge(bytes: Uint8Array, stream: boolean): void {
    if (!this.#isText) return;
    try {
      const text = this.#decoder.decode(bytes, { stream });
      this.#isText = !NO_TEXT.test(text) && !(this.#isAtStart && NO_PLAIN_TEXT.test(text));
      this.#isAtStart = false;
    } catch {
      this.#isText = false;
    }
  }
}
