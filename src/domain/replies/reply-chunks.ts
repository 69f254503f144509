const UNFINISHED_PAIR = /[\uD800-\uDBFF]$/;

/**
 * Collects a reply as it streams. Chunks are never empty, never end in half a surrogate pair and
 * hold no U+0000, so that each can be stored and sent by itself.
 */
export class ReplyChunks {
  private readonly parts: string[] = [];
  private held = '';

  /** The chunks so far. */
  get all(): readonly string[] {
    return this.parts;
  }

  /** The reply so far. */
  get text(): string {
    return this.parts.join('');
  }

  /** Takes a delta of the model; gives back the chunk to send now, or null while there is none. */
  push(delta: string): string | null {
    const text = this.held + delta.replaceAll('\u0000', '');
    const cut = UNFINISHED_PAIR.test(text) ? text.length - 1 : text.length;
    this.held = text.slice(cut);
    const chunk = text.slice(0, cut).toWellFormed();
    if (chunk === '') return null;
    this.parts.push(chunk);
    return chunk;
  }
}

/** Length of each chunk in UTF-16 units: with the text, all that is needed to replay a stream. */
export function chunkLengths(chunks: readonly string[]): number[] {
  return chunks.map((chunk) => chunk.length);
}

/** The chunks that a text was streamed in. */
export function splitByLengths(text: string, lengths: readonly number[]): string[] {
  let start = 0;
  return lengths.map((length) => text.slice(start, (start += length)));
}
