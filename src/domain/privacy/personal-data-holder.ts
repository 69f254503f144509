import type { Readable } from 'node:stream';

/** One file of what is held on a person, as it goes into the archive of an export. */
export interface PersonalDataFile {
  /** Where it lies in the archive, with `/` between folders and no leading one. */
  readonly path: string;
  readonly content: Buffer | string | Readable;
}

/** The person that an erasure is about, while the account still has a name. */
export interface PersonToErase {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
}

/**
 * A keeper of personal data that lies outside plain tables: files, a mailbox, an account at a
 * provider. Tables are covered by the personal data map; a holder adds what only its feature can
 * reach, and removes it before the map takes the rows that lead there.
 */
export interface PersonalDataHolder {
  /** Lower case, stable, shown in the export and in the certificate of an erasure. */
  readonly name: string;
  /** What is held on this person, one file after the other; nothing of anybody else. */
  export(userId: number): AsyncIterable<PersonalDataFile>;
  /**
   * Removes what is held. Called again after a failure, and again when all is gone already: both
   * must be harmless.
   *
   * @throws DomainError when something outside is away; the erasure goes on later.
   */
  erase(person: PersonToErase): Promise<void>;
}
