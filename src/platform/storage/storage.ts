import type { Readable } from 'node:stream';

/** A part of a file: the first and the last byte that belong to it, counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** One file of the store. */
export interface StoredFile {
  readonly key: string;
  readonly byteLength: number;
}

/**
 * Where files lie for good: a folder of this machine, or an S3-compatible store. Keys are ours, made
 * of random ids, never of what a person typed: lower-case letters, digits and dashes, with `/`
 * between folders. Whoever asks for a key that breaks this rule has a fault of their own.
 */
export interface FileStorage {
  /**
   * Stores a file under a key of its own; nobody sees a part of it.
   *
   * @param byteLength of the whole stream; one that is shorter or longer is not stored.
   * @throws StorageUnavailable
   */
  put(key: string, content: Readable, byteLength: number): Promise<void>;

  /**
   * The bytes of a file, or a range of them. The stream fails with StorageUnavailable when the store
   * falls silent meanwhile.
   *
   * @throws StoredFileMissing
   * @throws StorageUnavailable
   */
  read(key: string, range?: ByteRange): Promise<Readable>;

  /** Removes a file; one that is gone already is fine. @throws StorageUnavailable */
  remove(key: string): Promise<void>;

  /** Every file whose key begins with these folders, e.g. `documents/`. @throws StorageUnavailable */
  list(prefix: string): AsyncIterable<StoredFile>;

  /** Asks whether files could be stored now. @throws StorageUnavailable saying why not. */
  probe(): Promise<void>;
}

export const FILE_STORAGE = Symbol('file storage');
