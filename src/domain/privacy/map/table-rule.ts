/**
 * What a column that can hold text says of a person.
 *
 * - `words`: what the person wrote, or what somebody wrote about them;
 * - `identity`: their name or address;
 * - `secret`: a hash or token that only the program compares;
 * - `code`: a word of a closed list, a key or a name that the program or the institution gave;
 * - `other`: words or identity of somebody else, or of the institution.
 */
type TextKind = 'words' | 'identity' | 'secret' | 'code' | 'other';

/**
 * How a column names a person: the row is theirs (`owner`), they made or handled it (`author`), or
 * it speaks of them without a foreign key (`named`).
 */
type PersonKind = 'owner' | 'author' | 'named';

/**
 * What an erasure does with the rows of a table.
 *
 * - `account`: they go with the row of the account, by their foreign key;
 * - `statements`: these run before the account goes;
 * - `authorship`: they stay, and no longer say who made them, by their foreign key;
 * - `kept`: they stay as they are.
 *
 * What stays gives the reason; it is part of every certificate.
 */
type ErasureRule =
  | { readonly by: 'account' }
  | { readonly by: 'statements'; readonly statements: readonly string[]; readonly kept?: string }
  | { readonly by: 'authorship'; readonly kept: string }
  | { readonly by: 'kept'; readonly kept: string };

/** One file of an export, or why there is none. */
type ExportRule =
  | {
      readonly file: string;
      readonly about: string;
      /** Named columns only; `{id}`, `{uuid}` and `{email}` stand for the person. In an order. */
      readonly select: string;
    }
  | { readonly left: string };

/** Everything that privacy asks about one table in which people occur. */
interface TableRule {
  readonly persons: Readonly<Record<string, PersonKind>>;
  /** Every column that can hold text. */
  readonly texts: Readonly<Record<string, TextKind>>;
  readonly export: ExportRule;
  readonly erasure: ErasureRule;
}

/** Rules by the name of their table. */
export type TableRules = Readonly<Record<string, TableRule>>;
