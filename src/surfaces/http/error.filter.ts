import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed, NotFound, type DomainError } from '../../kernel/errors';
import { surfaceOf } from '../surface';
import { SURFACES } from '../surface-list';
import { errorReplyOf } from './error-reply';
import { translateError } from './error-translation';
import { pathOf } from './request-path';
import { RouteTable } from './route-table';

/**
 * Renders every error in the words of the contract that the path belongs to, or as RFC 9457
 * where the client asks for it. Only faults of ours are logged with their cause.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  constructor(private readonly routes: RouteTable) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const path = request.routeOptions.url ?? pathOf(request.url);
    const error = this.withVerbs(translateError(thrown), request, path);
    const surface = surfaceOf(path, SURFACES.all, SURFACES.fallback);
    const { status, headers, body } = errorReplyOf(error, surface, request.headers.accept);
    if (status >= 500) {
      this.logger.error({ err: error.cause ?? error, path: request.routeOptions.url });
    }
    if (reply.sent || reply.raw.headersSent) return;
    void reply.status(status).headers(headers).send(body);
  }

  /** An address that exists for other verbs is not unknown: say which verbs it has. */
  private withVerbs(error: DomainError, request: FastifyRequest, path: string): DomainError {
    const isRoute = request.routeOptions.url !== undefined;
    if (!(error instanceof NotFound) || isRoute) return error;
    const verbs = this.routes.methodsFor(path);
    return verbs.length === 0 ? error : new MethodNotAllowed(request.method, verbs);
  }
}
