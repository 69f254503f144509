import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { SecretDamaged, SecretKeyUnknown } from './secret-box.errors';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A secret as it may be stored. */
export interface SealedSecret {
  /** Which key opens it: the first eight hex digits of the key's SHA-256. */
  readonly keyId: string;
  /** 12 random bytes, new at each sealing. */
  readonly nonce: Buffer;
  /** The encrypted text, followed by the 16 bytes that authenticate it. */
  readonly ciphertext: Buffer;
}

/**
 * Seals texts with AES-256-GCM under the newest key and opens them with any known key. The place
 * where a secret is stored is authenticated with it, so that a copy elsewhere does not open.
 */
export class SecretBox {
  readonly #newest: { readonly id: string; readonly key: Buffer };
  readonly #keys: ReadonlyMap<string, Buffer>;

  /** @param keys of 32 bytes each, the newest first; at least one. */
  constructor(keys: readonly Buffer[]) {
    const [newest] = keys;
    if (newest === undefined) throw new Error('A secret box needs a key.');
    this.#newest = { id: secretKeyId(newest), key: newest };
    this.#keys = new Map(keys.map((key) => [secretKeyId(key), key]));
  }

  /** The id of the key under which secrets are sealed now. */
  get newestKeyId(): string {
    return this.#newest.id;
  }

  /** @param place what the secret belongs to, e.g. the table and the id of its row. */
  seal(text: string, place: string): SealedSecret {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#newest.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return {
      keyId: this.#newest.id,
      nonce,
      ciphertext: Buffer.concat([encrypted, cipher.getAuthTag()]),
    };
  }

  /**
   * The text that was sealed for this place.
   *
   * @throws SecretKeyUnknown when it was sealed under a key that is not known here.
   * @throws SecretDamaged when a bit of it was changed, or it was sealed for another place.
   */
  open(sealed: SealedSecret, place: string): string {
    const key = this.#keys.get(sealed.keyId);
    if (key === undefined) throw new SecretKeyUnknown(sealed.keyId);
    if (sealed.nonce.length !== NONCE_BYTES || sealed.ciphertext.length < TAG_BYTES) {
      throw new SecretDamaged();
    }
    const end = sealed.ciphertext.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, sealed.nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(sealed.ciphertext.subarray(end));
    try {
      const opened = [decipher.update(sealed.ciphertext.subarray(0, end)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch {
      throw new SecretDamaged();
    }
  }

  /** Whether it should be sealed anew because a newer key exists. */
  isOutdated(sealed: Pick<SealedSecret, 'keyId'>): boolean {
    return sealed.keyId !== this.#newest.id;
  }
}

/** The name of a key: the first eight hex digits of its SHA-256. */
function secretKeyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
