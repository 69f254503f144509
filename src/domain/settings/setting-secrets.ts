import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import { SettingsRepository, type StoredSecret } from './settings.repository';

/** Keeps the secret fields of settings sealed in the database. */
@Injectable()
export class SettingSecrets {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly settings: SettingsRepository,
  ) {}

  /** Puts a secret into use, as set in this version of its category. */
  async put(category: string, field: string, version: number, text: string): Promise<void> {
    const sealed = this.box.seal(text, placeOf({ category, field, version }));
    await this.settings.putSecret({ ...sealed, category, field, version });
  }

  /**
   * The secret itself.
   *
   * @throws SecretKeyUnknown when it was sealed under a key that is not known here.
   * @throws SecretDamaged when the row was changed behind our back.
   */
  open(secret: StoredSecret): string {
    return this.box.open(secret, placeOf(secret));
  }

  /** Seals everything under the newest key that is not; how many secrets that were. */
  rotate(): Promise<number> {
    return this.database.transaction(async () => {
      await this.settings.lock();
      const { categories } = await this.settings.findLatest();
      const outdated = [...categories.values()]
        .flatMap(({ secrets }) => secrets)
        .filter((secret) => this.box.isOutdated(secret));
      for (const secret of outdated) {
        await this.put(secret.category, secret.field, secret.version, this.open(secret));
      }
      return outdated.length;
    });
  }
}

/** A sealed field copied to another field, category or version does not open there. */
function placeOf(secret: Pick<StoredSecret, 'category' | 'field' | 'version'>): string {
  return `settings:${secret.category}:${secret.field}:${secret.version}`;
}
