import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import type { SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import type { SettingValues } from './settings-category';

/** A sealed field, and the version of its category that set it. */
export interface StoredSecret extends SealedSecret {
  readonly category: string;
  readonly field: string;
  readonly version: number;
}

/** Who made a change; null once that administrator's account was erased. */
export interface ChangedBy {
  readonly uuid: string;
  readonly name: string;
}

/** A category as it was last changed. */
export interface StoredSettings {
  readonly category: string;
  readonly version: number;
  /** Only what somebody set, without secrets. */
  readonly values: SettingValues;
  readonly secrets: readonly StoredSecret[];
  readonly changedAt: Date;
  readonly changedBy: ChangedBy | null;
}

/** That a category was changed. */
export interface SettingsChange {
  readonly version: number;
  readonly changedFields: readonly string[];
  readonly changedAt: Date;
  readonly changedBy: ChangedBy | null;
}

/** Everything that was set, and the revision that this is. */
export interface SettingsSnapshot {
  readonly revision: number;
  readonly categories: ReadonlyMap<string, StoredSettings>;
}

interface LatestRow extends Omit<StoredSettings, 'secrets' | 'changedBy'>, SealedSecret {
  readonly revision: string;
  readonly adminUuid: string | null;
  readonly adminName: string | null;
  /** Null when the category has no secret; then the sealed columns are too. */
  readonly field: string | null;
  readonly secretVersion: number;
}

/** Settings in PostgreSQL: versions that are only ever added, and the secrets in use. */
@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  /** Grows with every change; 0 before the first. */
  async findRevision(): Promise<number> {
    const row = await this.database.queryOne<{ revision: string }>(
      `SELECT coalesce(max(revision), 0) AS revision FROM setting_versions`,
    );
    return Number(row?.revision ?? 0);
  }

  /** Everything that was set, read in one statement, so that it belongs together. */
  async findLatest(): Promise<SettingsSnapshot> {
    const rows = await this.database.query<LatestRow>(
      `SELECT latest.revision, latest.category, latest.version, latest."values",
         latest.changed_at AS "changedAt", admin.uuid AS "adminUuid", admin.full_name AS "adminName",
         secret.field, secret.version AS "secretVersion", secret.ciphertext, secret.nonce,
         secret.key_id AS "keyId"
       FROM (
         SELECT DISTINCT ON (category) * FROM setting_versions ORDER BY category, version DESC
       ) latest
       LEFT JOIN users admin ON admin.id = latest.changed_by
       LEFT JOIN setting_secrets secret ON secret.category = latest.category`,
    );
    return snapshotOf(rows);
  }

  /** Lets one change after the other pass, until the transaction ends; readers go on. */
  async lock(): Promise<void> {
    await this.database.query(`LOCK TABLE setting_versions IN SHARE ROW EXCLUSIVE MODE`);
  }

  /** Adds a version. */
  async append(change: {
    readonly category: string;
    readonly version: number;
    readonly values: SettingValues;
    readonly changedFields: readonly string[];
    readonly changedBy: number;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO setting_versions (category, version, "values", changed_fields, changed_by)
       VALUES ($1, $2, $3::jsonb, $4::text[], $5)`,
      [
        change.category,
        change.version,
        JSON.stringify(change.values),
        change.changedFields,
        change.changedBy,
      ],
    );
  }

  /** Puts a secret into use; the one before is gone. */
  async putSecret(secret: StoredSecret): Promise<void> {
    await this.database.query(
      `INSERT INTO setting_secrets (category, field, version, ciphertext, nonce, key_id)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (category, field) DO UPDATE SET version = excluded.version,
         ciphertext = excluded.ciphertext, nonce = excluded.nonce, key_id = excluded.key_id`,
      [
        secret.category,
        secret.field,
        secret.version,
        secret.ciphertext,
        secret.nonce,
        secret.keyId,
      ],
    );
  }

  async deleteSecret(category: string, field: string): Promise<void> {
    await this.database.query(`DELETE FROM setting_secrets WHERE category = $1 AND field = $2`, [
      category,
      field,
    ]);
  }

  /** Changes of a category, the newest first. */
  async findChanges(category: string, { skip, limit }: Slice): Promise<Page<SettingsChange>> {
    const rows = await this.database.query<
      Omit<SettingsChange, 'changedBy'> & {
        readonly adminUuid: string | null;
        readonly adminName: string | null;
      }
    >(
      `SELECT change.version, change.changed_fields AS "changedFields",
         change.changed_at AS "changedAt", admin.uuid AS "adminUuid", admin.full_name AS "adminName"
       FROM setting_versions change LEFT JOIN users admin ON admin.id = change.changed_by
       WHERE change.category = $1 ORDER BY change.version DESC LIMIT $2 OFFSET $3`,
      [category, limit, skip],
    );
    const counted = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM setting_versions WHERE category = $1`,
      [category],
    );
    return {
      items: rows.map(({ adminUuid, adminName, ...change }) => ({
        ...change,
        changedBy: changedBy(adminUuid, adminName),
      })),
      total: counted?.total ?? 0,
    };
  }
}

function snapshotOf(rows: readonly LatestRow[]): SettingsSnapshot {
  const categories = new Map<string, StoredSettings>();
  for (const row of rows) {
    const { category, version, values, changedAt, field, ciphertext, nonce, keyId } = row;
    const secrets = [...(categories.get(category)?.secrets ?? [])];
    if (field !== null) {
      secrets.push({ category, field, version: row.secretVersion, ciphertext, nonce, keyId });
    }
    categories.set(category, {
      category,
      version,
      values,
      secrets,
      changedAt,
      changedBy: changedBy(row.adminUuid, row.adminName),
    });
  }
  return { revision: Math.max(0, ...rows.map(({ revision }) => Number(revision))), categories };
}

function changedBy(uuid: string | null, name: string | null): ChangedBy | null {
  return uuid === null ? null : { uuid, name: name ?? '' };
}
