import { Injectable } from '@nestjs/common';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../../platform/database/database';

/** A row to append; the database refuses to change or delete it afterwards. */
export interface NewAuditEntry {
  readonly actorId: number | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectIds: readonly string[];
  readonly details: { readonly [key: string]: JsonValue };
}

/** The append-only audit trail in PostgreSQL. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  async append(entry: NewAuditEntry): Promise<void> {
    await this.database.query(
      `INSERT INTO audit_entries (actor_id, action, subject_type, subject_ids, details)
       VALUES ($1, $2, $3, $4::text[], $5::jsonb)`,
      [
        entry.actorId,
        entry.action,
        entry.subjectType,
        entry.subjectIds,
        JSON.stringify(entry.details),
      ],
    );
  }
}
