import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../../kernel/json';

/** Names a value that has no name of its own: the same for values that mean the same. */
export function valueDigest(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}
