import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnsupportedMediaType } from '../../kernel/errors';

const TAKES_FORM = { takesOneClickForm: true };
/** `List-Unsubscribe=One-Click` and room for what a mail program adds. */
const LONGEST_FORM_BYTES = 1_024;

/** A route that mail programs call as RFC 8058 says: with a form of one field, which is not read. */
export function TakesOneClickForm(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_FORM),
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
  );
}

/** Lets the server take such forms, for the routes that ask for it; every other route refuses them. */
export function acceptOneClickForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LONGEST_FORM_BYTES },
    (request: FastifyRequest, _text: string, done) => {
      const config = request.routeOptions.config as Partial<typeof TAKES_FORM> | undefined;
      // What is not there says so, whatever is sent to it.
      if (config?.takesOneClickForm === true || request.is404) done(null, undefined);
      else done(new UnsupportedMediaType('Send the body as application/json.'));
    },
  );
}
