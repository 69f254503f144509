import type { JsonValue } from '../../kernel/json';

/** There are no more capital letters. */
export const MOST_KEYS = 26;
const FIRST_KEY = 'A'.codePointAt(0) ?? 0;

/** The key of an option or a choice by its place: A, B, C… */
export function keyOf(index: number): string {
  return String.fromCodePoint(FIRST_KEY + index);
}

type Member = JsonValue | undefined;
type Present<Members> = { readonly [Name in keyof Members]: Exclude<Members[Name], null> };

/** The members that have a value: what a question does not say is not stored. */
export function present<Members extends Readonly<Record<string, Member>>>(
  members: Members,
): Present<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<Members>;
}
