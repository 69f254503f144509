import { Invalid, Malformed, TooLarge } from '../../kernel/errors';

const DEEPEST = 64;
/** More values than any honest body has; checking each of a million would hold up everybody else. */
const MOST_VALUES = 20_000;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Reads a JSON body. An empty one is no body at all, whatever its content type says.
 *
 * @throws Malformed for bytes that are not UTF-8 or not JSON, for nesting beyond 64 levels and for
 * keys that would reach an object's prototype.
 * @throws TooLarge for more than 20,000 values.
 * @throws Invalid for what no database column can hold: U+0000, lone surrogates, and numbers
 * beyond the range of a double, which would turn into null.
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  refuseBombs(bytes);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (error) {
    throw new Malformed('The body is not valid UTF-8. Send JSON encoded as UTF-8.', {
      cause: error,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Malformed(`The body is not valid JSON: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  refuseUnstorable(value, ['body']);
  return value;
}

/** Whether a text has a character that PostgreSQL's text and jsonb refuse. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function refuseUnstorable(value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw unstorable(path);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw outOfRange(path);
  } else if (Array.isArray(value)) {
    value.forEach((element, index) => refuseUnstorable(element, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__') throw new Malformed('The key "__proto__" is not accepted.');
      if (!isStorable(key)) throw unstorable(path);
      refuseUnstorable(member, [...path, key]);
    }
  }
}

function unstorable(path: readonly (string | number)[]): Invalid {
  return new Invalid([
    {
      path,
      message: 'text must not contain U+0000 or half of a surrogate pair',
      rule: 'unstorable_text',
    },
  ]);
}

function outOfRange(path: readonly (string | number)[]): Invalid {
  return new Invalid([{ path, message: 'number is out of range', rule: 'unstorable_number' }]);
}

/** Counts brackets and commas outside strings before parsing, so that a bomb is never built. */
function refuseBombs(bytes: Uint8Array): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA) values += 1;
    else if (OPENING.has(byte)) {
      depth += 1;
      values += 1;
    } else if (CLOSING.has(byte)) depth -= 1;
    if (depth > DEEPEST) {
      throw new Malformed(`The JSON body is nested more than ${DEEPEST} levels deep.`);
    }
    if (values > MOST_VALUES) {
      throw new TooLarge(`The JSON body has more than ${MOST_VALUES} values.`);
    }
  }
}
