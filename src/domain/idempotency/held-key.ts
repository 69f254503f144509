import { Logger } from '@nestjs/common';
import type { SecretBox } from '../../platform/crypto/secret-box';
import type { Claim, IdempotencyRepository } from './idempotency.repository';
import { type KeptReply, MOST_KEPT_BYTES } from './kept-reply';
import { sealReply } from './sealed-reply';

/** For how long a process that died keeps a key from the next one, in seconds. */
export const LEASE_SECONDS = 20;
const RENEWAL_MS = (LEASE_SECONDS * 1000) / 3;

/**
 * A key while its request is carried out here. One of its endings is always called; should the
 * database refuse it, the key is free again when its lease is over, so nothing is thrown.
 */
export class HeldKey {
  private readonly logger = new Logger(HeldKey.name);
  private readonly renewal: NodeJS.Timeout;

  constructor(
    private readonly claim: Claim,
    private readonly isNew: boolean,
    private readonly keys: IdempotencyRepository,
    private readonly box: SecretBox,
  ) {
    this.renewal = setInterval(() => void this.renew(), RENEWAL_MS).unref();
  }

  /** The same uuid for each execution of this request. */
  get reference(): string {
    return this.claim.id;
  }

  /** The request was carried out and answered so. */
  async keep(reply: KeptReply): Promise<void> {
    const isSmall = reply.body.length <= MOST_KEPT_BYTES;
    const sealed = isSmall ? sealReply(this.box, this.claim.id, reply) : null;
    await this.end(() => this.keys.finish(this.claim, sealed));
  }

  /** The request was carried out, and its reply is too large to be kept. */
  async finishWithoutReply(): Promise<void> {
    await this.end(() => this.keys.finish(this.claim, null));
  }

  /** The request failed half-way; the same one may be tried again. */
  async release(): Promise<void> {
    await this.end(() => this.keys.release(this.claim));
  }

  /**
   * The request was refused before it did anything: its key may be used for a better one. After an
   * execution that ended nobody knows how, it stays with this request.
   */
  async forget(): Promise<void> {
    await this.end(() =>
      this.isNew ? this.keys.forget(this.claim) : this.keys.release(this.claim),
    );
  }

  private async renew(): Promise<void> {
    try {
      await this.keys.renew(this.claim, LEASE_SECONDS);
    } catch (error) {
      this.logger.warn({ err: error }, 'An idempotency key could not be held on to');
    }
  }

  private async end(ending: () => Promise<void>): Promise<void> {
    clearInterval(this.renewal);
    try {
      await ending();
    } catch (error) {
      this.logger.warn({ err: error }, 'An idempotency key is left to its lease');
    }
  }
}
