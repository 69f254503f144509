import { Injectable, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { defineJob } from './job';
import { JobRegistry } from './job-registry';
import { OnJob } from './on-job.decorator';

const waterPlants = defineJob({
  name: 'garden.water-plants',
  queue: 'fast',
  schema: z.object({ litres: z.number() }),
  attempts: 1,
  backoffMs: 10,
});

@Injectable()
class Gardener {
  readonly watered: number[] = [];

  @OnJob(waterPlants)
  async water({ litres }: { litres: number }): Promise<void> {
    this.watered.push(litres);
  }
}

@Injectable()
class Neighbour {
  @OnJob(waterPlants)
  async helpOut(): Promise<void> {}
}

describe('JobRegistry', () => {
  /** Starts an application with these providers. */
  async function start(...providers: Type[]) {
    @Module({ imports: [DiscoveryModule], providers: [JobRegistry, ...providers] })
    class GardenModule {}
    return NestFactory.createApplicationContext(GardenModule, {
      logger: false,
      abortOnError: false,
    });
  }

  it('finds the method that carries out a job', async () => {
    const app = await start(Gardener);
    const found = app.get(JobRegistry).find('garden.water-plants');
    expect(found?.definition).toBe(waterPlants);
    await found?.handler({ litres: 3 });
    expect(app.get(Gardener).watered).toEqual([3]);
    await app.close();
  });

  it('knows no job that nobody declares', async () => {
    const app = await start(Gardener);
    expect(app.get(JobRegistry).find('garden.burn-down')).toBeNull();
    await app.close();
  });

  it('refuses to start without a handler, and says how to add one', async () => {
    await expect(start()).rejects.toThrow(
      'The job "garden.water-plants" has no handler. Mark the service method that carries it out with @OnJob',
    );
  });

  it('refuses to start with two handlers, and names both', async () => {
    await expect(start(Gardener, Neighbour)).rejects.toThrow(
      'The job "garden.water-plants" has 2 handlers (Gardener.water, Neighbour.helpOut). Leave @OnJob on one of them.',
    );
  });

  it('refuses a second job of the same name', () => {
    expect(() => defineJob({ ...waterPlants })).toThrow(
      'Two jobs are called "garden.water-plants".',
    );
  });
});
