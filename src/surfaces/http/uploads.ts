import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiProperty } from '@nestjs/swagger';
import multipart from '@fastify/multipart';
import { IsInstance } from 'class-validator';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import {
  DomainError,
  Invalid,
  Malformed,
  TooLarge,
  UnsupportedMediaType,
} from '../../kernel/errors';
import { isStorable } from './json-body';
import { AsSent } from './value-fields';

const MEGABYTE = 1_048_576;
/** What one form may bring: a file, and a few short fields beside it. */
const LIMITS = {
  files: 1,
  fields: 10,
  parts: 11,
  fileSize: 50 * MEGABYTE,
  fieldSize: 10_000,
  fieldNameSize: 100,
  headerPairs: 50,
};
const MULTIPART = /^multipart\//i;
/** How a route says that it takes a form with a file. */
const TAKES_UPLOADS = { takesUploads: true };

/** A file that came with a form. */
export class UploadedFile {
  constructor(
    /** As the client calls it; never a path to write to. */
    readonly name: string,
    readonly bytes: Uint8Array,
  ) {}
}

/** Lets the server read forms, for the routes that take them; every other route refuses them. */
export function acceptUploads(fastify: FastifyInstance): void {
  void fastify.register(multipart, { limits: LIMITS });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isForm = MULTIPART.test(request.headers['content-type'] ?? '');
    const isRefused = isForm && !takesUploads(request);
    done(isRefused ? new UnsupportedMediaType('Send the body as application/json.') : undefined);
  });
}

function takesUploads(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof TAKES_UPLOADS> | undefined;
  return config?.takesUploads === true;
}

/** Reads the form into the body, once the guards have let the request pass. */
@Injectable()
class UploadInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.isMultipart()) {
      throw new UnsupportedMediaType('Send the file as multipart/form-data.');
    }
    request.body = await readForm(request);
    return next.handle();
  }
}

/** A route that takes a form with a file, and nothing else. */
export function TakesUpload(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_UPLOADS),
    UseInterceptors(UploadInterceptor),
    ApiConsumes('multipart/form-data'),
  );
}

/** The file of a form. */
export function FileField(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', format: 'binary', description }),
    AsSent(),
    IsInstance(UploadedFile, { message: 'value is not a file' }),
  );
}

async function readForm(request: FastifyRequest): Promise<Record<string, unknown>> {
  const form = new Map<string, unknown>();
  try {
    for await (const part of request.parts()) {
      const { fieldname } = part;
      if (form.has(fieldname)) throw twice(fieldname);
      if (part.type === 'file') {
        form.set(fieldname, new UploadedFile(part.filename ?? '', await part.toBuffer()));
      } else {
        form.set(fieldname, textOf(part.value, part.fieldname, part.valueTruncated));
      }
    }
  } catch (error) {
    throw asOurs(error);
  }
  return Object.fromEntries(form);
}

function textOf(value: unknown, name: string, isTruncated: boolean): string {
  if (isTruncated) throw new TooLarge(`The field ${name} is too long.`);
  if (typeof value !== 'string' || !isStorable(value)) {
    throw new Invalid([{ path: ['body', name], message: 'value is not a text', rule: 'type' }]);
  }
  return value;
}

function twice(name: string): Invalid {
  return new Invalid([
    { path: ['body', name], message: 'the form has this field twice', rule: 'repeated_field' },
  ]);
}

/** A form that breaks off or breaks its own rules is the client's fault, whatever the parser says. */
function asOurs(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { statusCode } = error as { statusCode?: unknown };
  return statusCode === 413
    ? new TooLarge(
        `A form has at most one file of ${LIMITS.fileSize / MEGABYTE} MB and ${LIMITS.fields} fields.`,
      )
    : new Malformed('The form is not valid multipart/form-data, or it breaks off.', {
        cause: error,
      });
}
