import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotSignedIn } from '../domain/auth/auth.errors';

const BEARER = /^Bearer +(\S{1,4096})$/i;

/** The token of the Authorization header, unchecked. @throws NotSignedIn when there is none. */
export function bearerTokenOf(request: FastifyRequest): string {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new NotSignedIn();
  return token;
}

/** {@link bearerTokenOf} as a parameter of a route. */
export const BearerToken = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
