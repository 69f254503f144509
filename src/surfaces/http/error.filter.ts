import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed, NotFound, type DomainError } from '../../kernel/errors';
import { surfaceOf, type Surface } from '../surface';
import { translateError } from './error-translation';
import { RouteTable } from './route-table';

export const SURFACES = Symbol('surfaces');

/** The surfaces of this application, and the one that answers for paths nobody claims. */
export interface SurfaceList {
  readonly all: readonly Surface[];
  readonly fallback: Surface;
}

/**
 * Renders every error in the words of the contract that the path belongs to, or as RFC 9457
 * where the client asks for it. Only faults of ours are logged with their cause.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  constructor(
    @Inject(SURFACES) private readonly surfaces: SurfaceList,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const path = request.url.split('?', 1)[0] ?? '/';
    const error = this.withVerbs(translateError(thrown), request, path);
    const surface = surfaceOf(path, this.surfaces.all, this.surfaces.fallback);
    const status = surface.status[error.kind];
    if (status >= 500) this.logger.error({ err: error.cause ?? error, path: request.routeOptions.url });
    if (reply.sent || reply.raw.headersSent) return;
    if (error.retryAfterSeconds !== undefined) {
      void reply.header('Retry-After', String(error.retryAfterSeconds));
    }
    if (status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (error instanceof MethodNotAllowed) void reply.header('Allow', error.allowed.join(', '));
    if (prefersProblem(request.headers.accept)) {
      void reply
        .status(status)
        .header('Content-Type', 'application/problem+json')
        .send(JSON.stringify(problem(error, status)));
      return;
    }
    void reply
      .status(status)
      .header('Content-Type', 'application/json; charset=utf-8')
      .send(surface.renderError(error, status));
  }

  /** An address that exists for other verbs is not unknown: say which verbs it has. */
  private withVerbs(error: DomainError, request: FastifyRequest, path: string): DomainError {
    const isRoute = request.routeOptions.url !== undefined;
    if (!(error instanceof NotFound) || isRoute) return error;
    const verbs = this.routes.methodsFor(path);
    return verbs.length === 0 ? error : new MethodNotAllowed(request.method, verbs);
  }
}

function prefersProblem(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes('application/problem+json') ?? false;
}

/** RFC 9457 problem details. */
function problem(error: DomainError, status: number): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: error.code,
    status,
    detail: error.message,
    ...(error.issues.length > 0
      ? {
          errors: error.issues.map((issue) => ({
            pointer: `#/${issue.path.slice(1).join('/')}`,
            in: issue.path[0],
            detail: issue.message,
          })),
        }
      : {}),
  };
}
