import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { UnsupportedMediaType } from '../../kernel/errors';
import { readForm } from './form-reader';

const TAKES_FORM = { takesOneClickForm: true };
/** `List-Unsubscribe=One-Click` and room for what a mail program adds. */
const LONGEST_FORM_BYTES = 1_024;

/** Reads a form of several parts to its end, so that nothing of it is left on the connection. */
@Injectable()
class OneClickFormInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.isMultipart()) {
      await readForm(request, LONGEST_FORM_BYTES, (file) => file.toBuffer());
      request.body = undefined;
    }
    return next.handle();
  }
}

/**
 * A route that mail programs call as RFC 8058 says: with a form of one field, which is not heeded.
 * They should send it as multipart/form-data and may send it URL-encoded.
 */
export function TakesOneClickForm(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_FORM),
    UseInterceptors(OneClickFormInterceptor),
    ApiConsumes('application/x-www-form-urlencoded', 'multipart/form-data', 'application/json'),
    ApiBody({
      required: false,
      schema: {
        type: 'object',
        properties: { 'List-Unsubscribe': { type: 'string', example: 'One-Click' } },
      },
    }),
  );
}

/** Whether the route of this request takes a one-click form. */
export function takesOneClickForm(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof TAKES_FORM> | undefined;
  return config?.takesOneClickForm === true;
}

/** Lets the server take such forms, for the routes that ask for it; every other route refuses them. */
export function acceptOneClickForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LONGEST_FORM_BYTES },
    (request: FastifyRequest, _text: string, done) => {
      // What is not there says so, whatever is sent to it.
      if (takesOneClickForm(request) || request.is404) done(null, undefined);
      else done(new UnsupportedMediaType('Send the body as application/json.'));
    },
  );
}
