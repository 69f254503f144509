import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first recommendation: 19 MiB, two passes, one lane; the library's default is argon2id. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Stored for an account that has no password yet: no password opens it. */
export const UNUSABLE_PASSWORD = '!';

/** Hashes and checks passwords with argon2id, and counts the checks. */
@Injectable()
export class PasswordHasher {
  /** Made at the start: made at its first use, it would tell the first unknown address by its time. */
  private readonly decoy = this.hash('no account has this password');
  private count = 0;

  /** How many passwords were verified since the start. */
  get verifications(): number {
    return this.count;
  }

  /** The encoded argon2id hash, salt and parameters included. */
  hash(password: string): Promise<string> {
    return hash(sameOnEveryKeyboard(password), PARAMETERS);
  }

  /**
   * Whether the password belongs to the hash. Without a hash (nobody has that address, or the
   * account has no password yet) the same work is done against a decoy, so that the time taken
   * tells nothing.
   */
  async verify(encoded: string | null, password: string): Promise<boolean> {
    const isUsable = encoded !== null && encoded !== UNUSABLE_PASSWORD;
    const against = isUsable ? encoded : await this.decoy;
    this.count += 1;
    const matches = await verify(against, sameOnEveryKeyboard(password));
    return isUsable && matches;
  }
}

/** One phone sends é as one character, another as e and an accent: NIST SP 800-63B asks for NFKC. */
function sameOnEveryKeyboard(password: string): string {
  return password.normalize('NFKC');
}
