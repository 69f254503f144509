import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox, type SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import type { AwsCredentials } from '../../platform/llm/aws-credentials';
import { accessKeyHint } from './access-key-hint';
import {
  ProviderCredentialsRepository,
  type StoredCredentials,
} from './provider-credentials.repository';

/** What is sealed; the region is no secret and stands beside it. */
interface SealedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** Keeps AWS credentials sealed in the database. */
@Injectable()
export class CredentialVault {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly stored: ProviderCredentialsRepository,
  ) {}

  /** What may be shown of the credentials in use; null when none were stored. */
  find(): Promise<StoredCredentials | null> {
    return this.stored.findInUse();
  }

  /** Puts credentials into use; of the ones before only who set them and when remains. */
  put(credentials: AwsCredentials, setBy: number): Promise<StoredCredentials> {
    return this.database.transaction(async () => {
      await this.stored.lock();
      const id = randomUUID();
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      return this.stored.replace({
        ...this.seal(id, { accessKeyId, secretAccessKey, sessionToken }),
        id,
        accessKeyHint: accessKeyHint(accessKeyId),
        hasSessionToken: sessionToken !== null,
        region: credentials.region,
        setBy,
      });
    });
  }

  /**
   * The credentials themselves.
   *
   * @throws SecretKeyUnknown when they were sealed under a key that is not known here.
   * @throws SecretDamaged when the row was changed behind our back.
   */
  open(stored: StoredCredentials): AwsCredentials {
    const keys = JSON.parse(this.box.open(stored, placeOf(stored.id))) as SealedKeys;
    return { ...keys, region: stored.region };
  }

  /** Seals everything under the newest key that is not; how many rows that were. */
  rotate(): Promise<number> {
    return this.database.transaction(async () => {
      await this.stored.lock();
      const stored = await this.stored.findInUse();
      if (stored === null || !this.box.isOutdated(stored)) return 0;
      const { accessKeyId, secretAccessKey, sessionToken } = this.open(stored);
      const sealed = this.seal(stored.id, { accessKeyId, secretAccessKey, sessionToken });
      await this.stored.reseal(stored.id, sealed);
      return 1;
    });
  }

  private seal(id: string, keys: SealedKeys): SealedSecret {
    return this.box.seal(JSON.stringify(keys), placeOf(id));
  }
}

/** A sealed row copied to another row, or to another table, does not open there. */
function placeOf(id: string): string {
  return `provider_credentials:${id}`;
}
