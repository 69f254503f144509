import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { TooLarge } from '../../kernel/errors';

const TAKES_RAW_BODY = { takesRawBody: true };

/** A route that gets the bytes of its body as they came, because somebody signed them. */
export function TakesRawBody(): MethodDecorator {
  return applyDecorators(RouteConfig(TAKES_RAW_BODY));
}

/** Whether the route of this request wants the bytes. */
export function wantsRawBody(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof TAKES_RAW_BODY> | undefined;
  return config?.takesRawBody === true;
}

/** The bytes of such a route's body; none for a request without one. @throws TooLarge */
export const RawBody = createParamDecorator(
  (maxBytes: number, context: ExecutionContext): Buffer => {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (bytes.length > maxBytes) throw new TooLarge('The body is larger than this route accepts.');
    return bytes;
  },
);
