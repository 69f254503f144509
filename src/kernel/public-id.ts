import { decodeUuid, encodeUuid } from './id';

/** What the ids that integrators see begin with, by what they name. */
export const ID_PREFIXES = {
  user: 'usr',
  key: 'key',
  task: 'tsk',
  goal: 'goal',
  transfer: 'ptx',
  stake: 'stk',
  run: 'run',
  webhook: 'whk',
  delivery: 'dlv',
  completion: 'cmp',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

/** A uuid as integrators see it: a word for its kind, then 22 base62 characters. */
export function publicId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${encodeUuid(uuid)}`;
}

/** The uuid that {@link publicId} made this text from; null for every other text. */
export function uuidOf(kind: IdKind, text: string): string | null {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) ? decodeUuid(text.slice(prefix.length)) : null;
}
