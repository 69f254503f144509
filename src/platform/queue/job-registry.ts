import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredJobs, type JobDefinition } from './job';
import { JOB_HANDLER } from './on-job.decorator';

type Handler = (payload: unknown) => Promise<void>;

/** Knows which method carries out which job, and refuses to start when that is not clear. */
@Injectable()
export class JobRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, Handler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const found = new Map<string, { handler: Handler; place: string }[]>();
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : null;
      if (typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (prototype === null) continue;
      for (const key of this.scanner.getAllMethodNames(prototype)) {
        const method = prototype[key];
        if (typeof method !== 'function') continue;
        const name = Reflect.getMetadata(JOB_HANDLER, method) as string | undefined;
        if (name === undefined) continue;
        const places = found.get(name) ?? [];
        places.push({
          handler: (method as Handler).bind(instance),
          place: `${instance.constructor.name}.${key}`,
        });
        found.set(name, places);
      }
    }
    for (const job of declaredJobs()) {
      const places = found.get(job.name) ?? [];
      const [only] = places;
      if (only === undefined || places.length !== 1) throw new Error(explain(job, places));
      this.handlers.set(job.name, only.handler);
    }
  }

  /** The definition and handler of a job by its name, or null for a name nobody declares. */
  find(name: string): { definition: JobDefinition<unknown>; handler: Handler } | null {
    const definition = declaredJobs().find((job) => job.name === name);
    const handler = this.handlers.get(name);
    return definition === undefined || handler === undefined ? null : { definition, handler };
  }
}

function explain(job: JobDefinition<unknown>, places: readonly { place: string }[]): string {
  return places.length === 0
    ? `The job "${job.name}" has no handler. Mark the service method that carries it out with @OnJob, and see that its module is part of the application.`
    : `The job "${job.name}" has ${places.length} handlers (${places.map((p) => p.place).join(', ')}). Leave @OnJob on one of them.`;
}
