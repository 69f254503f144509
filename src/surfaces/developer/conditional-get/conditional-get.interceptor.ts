import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { entityTagOf, isNamedBy } from './entity-tag';

/**
 * Gives each read a tag, and a client that has this very reply already the status 304 instead of
 * it. What is read is its owner's: no cache between keeps it, and theirs asks each time.
 */
@Injectable()
export class ConditionalGetInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((result) => conditional(request, reply, result)));
  }
}

function conditional(request: FastifyRequest, reply: FastifyReply, result: unknown): unknown {
  if (reply.sent || result === undefined || result instanceof StreamableFile) return result;
  const body = JSON.stringify(result);
  const tag = entityTagOf(body);
  void reply.headers({ ETag: tag, 'Cache-Control': 'private, no-cache' });
  addVary(reply, 'Authorization');
  const known = request.headers['if-none-match'];
  if (known !== undefined && isNamedBy(known, tag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('Content-Type', 'application/json; charset=utf-8');
  return body;
}

/** The rules about origins may have said what a reply depends on, too. */
function addVary(reply: FastifyReply, name: string): void {
  const present = reply.getHeader('vary');
  void reply.header('Vary', present === undefined ? name : `${String(present)}, ${name}`);
}
