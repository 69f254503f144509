import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotSignedIn } from '../domain/auth/auth.errors';

const BEARER = /^Bearer +(\S{1,4096})$/i;

/** The token of the Authorization header, unchecked; null when there is none. */
export function bearerTokenIn(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The same where there must be one. @throws NotSignedIn */
export function bearerTokenOf(request: FastifyRequest): string {
  const token = bearerTokenIn(request);
  if (token === null) throw new NotSignedIn();
  return token;
}

/** {@link bearerTokenOf} as a parameter of a route. */
export const BearerToken = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
