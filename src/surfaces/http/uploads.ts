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
import { UnsupportedMediaType } from '../../kernel/errors';
import { FORM_LIMITS, readForm } from './form-reader';
import { takesOneClickForm } from './one-click-form';
import { AsSent } from './value-fields';

const MULTIPART = /^multipart\//i;
/** How a route says that it takes a form with a file. */
export const TAKES_UPLOADS = { takesUploads: true };

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
  void fastify.register(multipart, { limits: FORM_LIMITS });
  // Once everything that each reply carries is there, and before the body is read.
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    const isForm = MULTIPART.test(request.headers['content-type'] ?? '');
    const isRefused = isForm && !takesUploads(request) && !takesOneClickForm(request);
    done(isRefused ? new UnsupportedMediaType('Send the body as application/json.') : undefined);
  });
}

/** Whether the route of this request takes a form with a file. */
export function takesUploads(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof TAKES_UPLOADS> | undefined;
  return config?.takesUploads === true;
}

/** Reads the form into the body, once the guards have let the request pass. */
@Injectable()
class UploadInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.body = await readForm(
      request,
      FORM_LIMITS.fileSize,
      async (file) => new UploadedFile(file.filename ?? '', await file.toBuffer()),
    );
    return next.handle();
  }
}

/** A route that takes a form with a file, which fits into memory, and nothing else. */
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
