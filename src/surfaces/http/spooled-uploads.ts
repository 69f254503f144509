import { createReadStream, type ReadStream } from 'node:fs';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  mixin,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiProperty } from '@nestjs/swagger';
import { IsInstance } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import { Spool } from '../../platform/spool/spool';
import { readForm } from './form-reader';
import { TAKES_UPLOADS } from './uploads';
import { AsSent } from './value-fields';

/** A file that came with a form and lies in the spool until its request is answered. */
export class SpooledFile {
  constructor(
    /** As the client calls it; never a path to write to. */
    readonly name: string,
    /** Where it lies. Whoever wants to keep it moves or copies it before the request ends. */
    readonly path: string,
    readonly byteLength: number,
  ) {}

  open(): ReadStream {
    return createReadStream(this.path);
  }
}

/** Spools the file of a form once the guards have let the request pass, and clears up after it. */
function spoolInterceptor(maxBytes: number): Type<NestInterceptor> {
  @Injectable()
  class SpoolInterceptor implements NestInterceptor {
    constructor(private readonly spool: Spool) {}

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      const spooled: SpooledFile[] = [];
      const discard = () => spooled.forEach(({ path }) => void this.spool.discard(path));
      try {
        request.body = await readForm(request, maxBytes, async (part) => {
          const { path, byteLength } = await this.spool.receive(part.file);
          const file = new SpooledFile(part.filename ?? '', path, byteLength);
          spooled.push(file);
          return file;
        });
      } catch (error) {
        discard();
        throw error;
      }
      return next.handle().pipe(finalize(discard));
    }
  }
  return mixin(SpoolInterceptor);
}

/** A route that takes a form with a file of any size up to a limit, and nothing else. */
export function TakesSpooledUpload({ maxBytes }: { maxBytes: number }): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_UPLOADS),
    UseInterceptors(spoolInterceptor(maxBytes)),
    ApiConsumes('multipart/form-data'),
  );
}

/** The file of a form, spooled. */
export function SpooledFileField(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', format: 'binary', description }),
    AsSent(),
    IsInstance(SpooledFile, { message: 'value is not a file' }),
  );
}
