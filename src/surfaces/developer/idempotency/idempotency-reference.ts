import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const references = new WeakMap<FastifyRequest, string>();

/** Notes what a request is called that is carried out once. */
export function rememberReference(request: FastifyRequest, reference: string): void {
  references.set(request, reference);
}

/**
 * A uuid that is the same for each execution of a request with the same `Idempotency-Key` of the
 * same owner, also after a crash, and a fresh one where there is no key. The domain keeps it as
 * the key of what it does, so that a second execution does nothing twice.
 */
export const IdempotencyReference = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reference = references.get(request) ?? randomUUID();
    references.set(request, reference);
    return reference;
  },
);
