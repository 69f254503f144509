import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import { SecretBox } from '../../platform/crypto/secret-box';
import { SecretKeyUnknown } from '../../platform/crypto/secret-box.errors';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { HeldKey, LEASE_SECONDS } from './held-key';
import {
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  IdempotencyReplyNotKept,
} from './idempotency.errors';
import { pruneIdempotencyKeys } from './idempotency.jobs';
import { IdempotencyRepository, type KeyedRequest, type TakenKey } from './idempotency.repository';
import type { KeptReply } from './kept-reply';
import { openReply } from './sealed-reply';

/** What a repetition must share with the request that came first. */
export interface OnceRequest {
  /** Who among the callers of one owner may be told what this was answered. */
  readonly caller: string;
  readonly method: string;
  readonly path: string;
  /** Undefined for a request without a body. */
  readonly body: JsonValue | undefined;
}

/** A key may go between the claim that fails and the look at it, but not again and again. */
const MOST_CLAIMS = 5;
const PRUNED_AT_ONCE = 500;

/** Lets a request that comes again and again, at any process, be carried out once. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly keys: IdempotencyRepository,
    private readonly box: SecretBox,
  ) {}

  /**
   * Begins a request, unless it was carried out before.
   *
   * @param key as the client made it; each owner has keys of their own.
   * @returns the key, held until one of its endings is called; or the reply to give again.
   * @throws IdempotencyKeyReused when the key stands for another request.
   * @throws IdempotencyKeyInUse while somebody else carries the request out.
   * @throws IdempotencyReplyNotKept when it was carried out and its reply is not there.
   */
  async begin(actor: Actor, key: string, request: OnceRequest): Promise<HeldKey | KeptReply> {
    const keyed: KeyedRequest = {
      userId: actor.userId,
      keyHash: sha256(key),
      requestHash: sha256(canonicalJson(partsOf(request))),
    };
    for (let attempt = 0; attempt < MOST_CLAIMS; attempt += 1) {
      const id = randomUUID();
      const claim = await this.keys.claim(id, keyed, LEASE_SECONDS);
      if (claim !== null) return new HeldKey(claim, claim.id === id, this.keys, this.box);
      const taken = await this.keys.find(keyed);
      if (taken !== null) return this.replyOf(taken);
    }
    throw new IdempotencyKeyInUse();
  }

  /** Removes what nobody may ask for any more. */
  @OnJob(pruneIdempotencyKeys)
  async prune(): Promise<void> {
    while ((await this.keys.prune(PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
  }

  private replyOf(taken: TakenKey): KeptReply {
    if (!taken.isSameRequest) throw new IdempotencyKeyReused();
    if (taken.status === 'in_flight') throw new IdempotencyKeyInUse();
    if (taken.status === 'not_kept') throw new IdempotencyReplyNotKept();
    try {
      return openReply(this.box, taken.id, taken);
    } catch (error) {
      if (error instanceof SecretKeyUnknown) throw new IdempotencyReplyNotKept();
      throw error;
    }
  }
}

function partsOf(request: OnceRequest): JsonValue {
  return ['v1', request.caller, request.method, request.path, bodyOf(request)];
}

/** An absent body and one that is null are two different requests. */
function bodyOf({ body }: OnceRequest): JsonValue {
  return body === undefined ? [] : [body];
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
