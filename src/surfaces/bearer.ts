import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotSignedIn } from '../domain/auth/auth.errors';

const BEARER = /^Bearer +(\S{1,4096})$/i;

/** The token of the Authorization header, unchecked. @throws NotSignedIn when there is none. */
export const BearerToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers.authorization ?? '';
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new NotSignedIn();
  return token;
});
