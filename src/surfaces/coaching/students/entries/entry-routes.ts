import type { Type } from '@nestjs/common';
import type { EntryData, EntryKind, StoredEntry } from '../../../../domain/students/record-entry';

/** One kind of entry as this contract calls and shows it. */
export interface EntryRoutes<
  Kind extends EntryKind = EntryKind,
  Request extends object = object,
  Reply extends object = object,
> {
  readonly kind: Kind;
  /** Below `/students/{student_id}/`, e.g. `test-scores`. */
  readonly path: string;
  /** One of them with its article, and many: `a test score`, `test scores`. */
  readonly one: string;
  readonly many: string;
  readonly request: Type<Request>;
  readonly reply: Type<Reply>;
  /** The domain's words for what a request says; undefined is what it left out. */
  readonly toData: (request: Partial<Request>) => Partial<EntryData<Kind>>;
  readonly toReply: (entry: StoredEntry<Kind>) => Reply;
}

/** What every reply says of an entry besides its content. */
export function toIdentity(entry: StoredEntry): {
  id: number;
  created_at: string;
  updated_at: string;
} {
  return {
    id: entry.id,
    created_at: entry.createdAt.toISOString(),
    updated_at: entry.updatedAt.toISOString(),
  };
}
