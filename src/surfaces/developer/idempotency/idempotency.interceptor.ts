import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { HeldKey } from '../../../domain/idempotency/held-key';
import { Idempotency, type OnceRequest } from '../../../domain/idempotency/idempotency.service';
import type { Actor, Permission } from '../../../kernel/actor';
import type { ErrorKind } from '../../../kernel/errors';
import type { JsonValue } from '../../../kernel/json';
import { PERMISSION } from '../../access.metadata';
import type { AuthenticatedRequest } from '../../authenticated-request';
import { errorReplyOf } from '../../http/error-reply';
import { translateError } from '../../http/error-translation';
import { surfaceOf } from '../../surface';
import { SURFACES } from '../../surface-list';
import { hasBrokenOff } from './broken-off';
import { idempotencyKeyOf } from './idempotency-key';
import { rememberReference } from './idempotency-reference';
import { keptHeadersOf } from './kept-headers';
import { type Overheard, OverheardReply } from './overheard-reply';
import { repeatReply } from './repeated-reply';

/** Refusals that tell how things stood when the request was carried out. */
const KEPT_REFUSALS: ReadonlySet<ErrorKind> = new Set(['not_found', 'conflict', 'unprocessable']);
/** Faults in the middle of the work: nobody knows how far it came. */
const FAULTS: ReadonlySet<ErrorKind> = new Set(['internal', 'unavailable']);

/**
 * Carries a request with an `Idempotency-Key` out once, and answers its repetitions as the first.
 * A request that was refused before it did anything gives its key back, one that a fault of ours
 * broke off may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context
      .switchToHttp()
      .getRequest<Partial<AuthenticatedRequest> & FastifyRequest>();
    const key = idempotencyKeyOf(request);
    const actor: Actor | undefined = request.user;
    if (key === null || actor === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    // Where no permission makes two callers equal, what one of them made is not told to the other.
    const caller = permission === undefined ? (actor.key?.id ?? 'person') : permission;
    const held = await this.idempotency.begin(actor, key, onceRequestOf(request, caller));
    if (!(held instanceof HeldKey)) {
      repeatReply(reply, held);
      return of(undefined);
    }
    rememberReference(request, held.reference);
    return of(await carryOut(held, next, request, reply));
  }
}

async function carryOut(
  held: HeldKey,
  next: CallHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const overheard = new OverheardReply(reply.raw, (heard) => settle(held, reply, heard));
  overheard.listen();
  try {
    const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    if (reply.sent) await overheard.ended();
    else return await keepResult(held, reply, result);
  } catch (error) {
    await keepError(held, error, request);
    throw error;
  } finally {
    overheard.stop();
  }
  return undefined;
}

async function settle(held: HeldKey, reply: FastifyReply, heard: Overheard): Promise<void> {
  if (heard === 'cut off' || hasBrokenOff(reply)) await held.release();
  else if (heard === 'too large') await held.finishWithoutReply();
  else await held.keep(heard);
}

/** The text that is kept is the one that is sent. */
async function keepResult(held: HeldKey, reply: FastifyReply, result: unknown): Promise<unknown> {
  const text = result === undefined ? undefined : JSON.stringify(result);
  if (text !== undefined) void reply.header('Content-Type', 'application/json; charset=utf-8');
  await held.keep({
    status: reply.statusCode,
    headers: keptHeadersOf(reply.getHeaders()),
    body: Buffer.from(text ?? ''),
  });
  return text;
}

async function keepError(held: HeldKey, thrown: unknown, request: FastifyRequest): Promise<void> {
  const error = translateError(thrown);
  if (FAULTS.has(error.kind)) await held.release();
  else if (KEPT_REFUSALS.has(error.kind)) {
    const route = request.routeOptions.url ?? '';
    const surface = surfaceOf(route, SURFACES.all, SURFACES.fallback);
    const { status, headers, body } = errorReplyOf(error, surface, request.headers.accept);
    await held.keep({ status, headers: keptHeadersOf(headers), body: Buffer.from(body) });
  } else await held.forget();
}

function onceRequestOf(request: FastifyRequest, caller: string): OnceRequest {
  const [path = '', ...query] = request.url.split('?');
  return {
    caller,
    method: request.method,
    path: [path.replace(/\/$/, ''), ...query].join('?'),
    body: request.body as JsonValue | undefined,
  };
}
