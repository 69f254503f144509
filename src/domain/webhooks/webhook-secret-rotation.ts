import { Injectable } from '@nestjs/common';
import { SecretBox, type SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import { WebhookSecrets } from './webhook-secrets';

const BATCH = 100;

const OUTDATED = `SELECT id, ciphertext, nonce, key_id AS "keyId" FROM webhook_endpoints
  WHERE key_id <> $1 ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`;
const RESEAL = `UPDATE webhook_endpoints
  SET ciphertext = $2, nonce = $3, key_id = $4 WHERE id = $1`;

const OUTDATED_PREVIOUS = `SELECT id, previous_ciphertext AS ciphertext, previous_nonce AS nonce,
    previous_key_id AS "keyId" FROM webhook_endpoints
  WHERE previous_key_id <> $1 ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`;
const RESEAL_PREVIOUS = `UPDATE webhook_endpoints
  SET previous_ciphertext = $2, previous_nonce = $3, previous_key_id = $4 WHERE id = $1`;

/** Seals the secrets of endpoints under the newest key of the installation. */
@Injectable()
export class WebhookSecretRotation {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly secrets: WebhookSecrets,
  ) {}

  /** How many secrets were sealed anew. @throws SecretKeyUnknown @throws SecretDamaged */
  async rotate(): Promise<number> {
    return (
      (await this.resealAll(OUTDATED, RESEAL)) +
      (await this.resealAll(OUTDATED_PREVIOUS, RESEAL_PREVIOUS))
    );
  }

  private async resealAll(select: string, update: string): Promise<number> {
    for (let count = 0; ;) {
      const resealed = await this.resealSome(select, update);
      count += resealed;
      if (resealed < BATCH) return count;
    }
  }

  private resealSome(select: string, update: string): Promise<number> {
    return this.database.transaction(async () => {
      const rows = await this.database.query<SealedSecret & { id: string }>(select, [
        this.box.newestKeyId,
      ]);
      for (const { id, ...sealed } of rows) {
        const { ciphertext, nonce, keyId } = this.secrets.reseal(id, sealed);
        await this.database.query(update, [id, ciphertext, nonce, keyId]);
      }
      return rows.length;
    });
  }
}
