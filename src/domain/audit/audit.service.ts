import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { JsonValue } from '../../kernel/json';
import { AuditRepository } from './audit.repository';

/** Who did what to whom. */
export interface AuditEntry {
  /** Null for somebody who is not signed in, e.g. the finder of a leaked key. */
  readonly actor: Actor | null;
  /** Noun and verb, e.g. `user.read`, `user.list`, `feature_request.list`. */
  readonly action: string;
  /** What the ids name, e.g. `user`. */
  readonly subjectType: string;
  /** Everyone or everything concerned; a list is one entry that names them all. */
  readonly subjectIds: readonly (string | number)[];
  /** What else explains the entry. Never a secret, never the personal data itself. */
  readonly details?: { readonly [key: string]: JsonValue };
}

/** The trail of who read other people's records and who changed what matters. */
@Injectable()
export class AuditService {
  constructor(private readonly entries: AuditRepository) {}

  /**
   * Appends one row. Inside a transaction it is kept or lost with it, so a change and its trace
   * belong together; a read that cannot be traced fails.
   */
  record(entry: AuditEntry): Promise<void> {
    return this.entries.append({
      actorId: entry.actor?.userId ?? null,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectIds: [...new Set(entry.subjectIds.map(String))],
      details: entry.details ?? {},
    });
  }
}
