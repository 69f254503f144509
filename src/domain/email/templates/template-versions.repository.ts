import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { EmailTemplateName } from '../email-template-name';
import type { EmailWording } from './email-template';

/** Words that an admin wrote. */
interface StoredVersion extends EmailWording {
  readonly version: number;
  readonly createdAt: Date;
}

/** A version without its words. */
export interface VersionSummary {
  readonly version: number;
  readonly createdAt: Date;
}

/** Wordings from version 2 on, and which version of each template is in use. */
@Injectable()
export class TemplateVersionsRepository {
  constructor(private readonly database: Database) {}

  /** The version in use; 1 where nobody chose. */
  async activeVersion(name: EmailTemplateName): Promise<number> {
    const row = await this.database.queryOne<{ version: number }>(
      `SELECT version FROM email_template_choices WHERE name = $1`,
      [name],
    );
    return row?.version ?? 1;
  }

  /** The versions in use of all templates for which somebody chose. */
  async activeVersions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ name: string; version: number }>(
      `SELECT name, version FROM email_template_choices`,
    );
    return new Map(rows.map(({ name, version }) => [name, version]));
  }

  find(name: EmailTemplateName, version: number): Promise<StoredVersion | null> {
    return this.database.queryOne<StoredVersion>(
      `SELECT version, subject, html, text, created_at AS "createdAt"
       FROM email_template_versions WHERE name = $1 AND version = $2`,
      [name, version],
    );
  }

  /** From version 2 on, the oldest first. */
  list(name: EmailTemplateName): Promise<VersionSummary[]> {
    return this.database.query<VersionSummary>(
      `SELECT version, created_at AS "createdAt" FROM email_template_versions
       WHERE name = $1 ORDER BY version`,
      [name],
    );
  }

  /** Stores further words for a template. Call it inside a transaction. @returns their version. */
  async insert(name: EmailTemplateName, wording: EmailWording, by: number): Promise<number> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 1620))`, [
      `email template ${name}`,
    ]);
    const row = await this.database.queryOne<{ version: number }>(
      `INSERT INTO email_template_versions (name, version, subject, html, text, created_by)
       SELECT $1, coalesce(max(version), 1) + 1, $2, $3, $4, $5
       FROM email_template_versions WHERE name = $1
       RETURNING version`,
      [name, wording.subject, wording.html, wording.text, by],
    );
    return (row as { version: number }).version;
  }

  async choose(name: EmailTemplateName, version: number, by: number): Promise<void> {
    await this.database.query(
      `INSERT INTO email_template_choices (name, version, chosen_by) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET version = excluded.version,
         chosen_by = excluded.chosen_by, chosen_at = now()`,
      [name, version, by],
    );
  }
}
