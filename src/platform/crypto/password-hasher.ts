import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first recommendation: 19 MiB, two passes, one lane; the library's default is argon2id. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Hashes and checks passwords with argon2id, and counts the checks. */
@Injectable()
export class PasswordHasher {
  private decoy: Promise<string> | null = null;
  private count = 0;

  /** How many passwords were verified since the start. */
  get verifications(): number {
    return this.count;
  }

  /** The encoded argon2id hash, salt and parameters included. */
  hash(password: string): Promise<string> {
    return hash(password, PARAMETERS);
  }

  /**
   * Whether the password belongs to the hash. Without a hash (nobody has that address) the same
   * work is done against a decoy, so that the time taken tells nothing.
   */
  async verify(encoded: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('no account has this password');
    const against = encoded ?? (await this.decoy);
    this.count += 1;
    const matches = await verify(against, password);
    return encoded !== null && matches;
  }
}
