import { SetMetadata } from '@nestjs/common';
import type { JobDefinition } from './job';

export const JOB_HANDLER = Symbol('job handler');

/** Marks the service method that carries out a job; it receives the checked payload. */
export function OnJob<Payload>(job: JobDefinition<Payload>) {
  return <Handler extends (payload: Payload) => Promise<void>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    SetMetadata(JOB_HANDLER, job.name)(target, key, descriptor);
  };
}
