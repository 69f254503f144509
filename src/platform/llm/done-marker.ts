/** Longer lines cannot be the marker, so no more of a line than this is kept. */
const LONGEST_MARKER = 32;

const MARKER = /^data: ?\[DONE\]\s*$/;

/**
 * Finds the line `data: [DONE]`, with which OpenAI-style streams end, in bytes that arrive cut at
 * any place. JSON never contains a raw line break, so such a line is always the marker.
 */
export class DoneMarker {
  #line = '';

  /** Reads the next bytes; true once the marker's line is complete. */
  foundIn(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      if (byte === 0x0a || byte === 0x0d) {
        if (this.atEnd()) {
          return true;
        }
        this.#line = '';
      } else if (this.#line.length <= LONGEST_MARKER) {
        this.#line += String.fromCharCode(byte);
      }
    }
    return false;
  }

  /** Whether the bytes so far end with the marker, its line break left out. */
  atEnd(): boolean {
    return this.#line.length <= LONGEST_MARKER && MARKER.test(this.#line);
  }
}
