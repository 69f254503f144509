import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiKeyInvalid, ApiKeyMissing } from '../domain/api-keys/api-keys.errors';
import { ApiKeys } from '../domain/api-keys/api-keys.service';
import { mentionsKey } from '../domain/api-keys/key-text';
import type { Actor } from '../kernel/actor';
import type { AuthenticatedRequest } from './authenticated-request';
import { bearerTokenIn } from './bearer';

const LOOKS_SIGNED = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Who is calling with an API key. */
@Injectable()
export class KeyBearers {
  constructor(private readonly keys: ApiKeys) {}

  /** Whether the request brings a key, good or not, rather than the token of a sign-in. */
  bearsKey(request: FastifyRequest): boolean {
    return mentionsKey(bearerTokenIn(request) ?? '');
  }

  /**
   * The person behind the key of the Authorization header.
   *
   * @throws ApiKeyMissing and everything that {@link ApiKeys.authenticate} raises.
   */
  async actorOf(request: FastifyRequest): Promise<Actor> {
    const presented = (request as Partial<AuthenticatedRequest>).presentedKey ?? null;
    if (presented !== null) return this.keys.authenticate(presented, request.ip);
    const text = bearerTokenIn(request);
    if (text === null) throw new ApiKeyMissing();
    if (LOOKS_SIGNED.test(text)) {
      throw new ApiKeyInvalid(
        'This is the token of a sign-in. Programs send an API key here: make one at POST /v1/api-keys.',
      );
    }
    return this.keys.authenticate(this.keys.recognise(text), request.ip);
  }
}
