import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { type CpuTimes, share } from './cpu-share';

const SAMPLE_EVERY_MS = 5_000;
const BYTES_PER_MEGABYTE = 1_048_576;

/** How busy and how full the machine is, each from 0 to 1. */
export interface HostUse {
  /** Of all its processors, over the last five to ten seconds. */
  readonly cpu: number;
  /** Of its memory, or of what the container may have. */
  readonly memory: number;
  /** Of the disk that holds the data folder; null when the disk does not tell. */
  readonly disk: number | null;
}

/** What this very process uses. */
export interface ProcessUse {
  /** Share of all processors, from 0 to 1, over the last five to ten seconds. */
  readonly cpu: number;
  readonly memoryMegabytes: number;
  readonly uptimeSeconds: number;
}

interface Sample {
  readonly host: CpuTimes;
  readonly process: CpuTimes;
}

/** Reads the figures of the machine and of this process from the operating system. */
@Injectable()
export class HostMetrics implements OnModuleInit, OnModuleDestroy {
  /** The last two samples, the older first: what is told always spans at least one interval. */
  private samples: readonly [Sample, Sample] = [sample(), sample()];
  private timer: NodeJS.Timeout | null = null;

  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.samples = [this.samples[1], sample()];
    }, SAMPLE_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Waits for the disk alone. */
  async host(): Promise<HostUse> {
    const total = Math.min(process.constrainedMemory() || Infinity, totalmem());
    return {
      cpu: share(this.samples[0].host, sample().host),
      memory: bounded(1 - process.availableMemory() / total),
      disk: await diskUse(this.configuration.dataFolder),
    };
  }

  process(): ProcessUse {
    return {
      cpu: share(this.samples[0].process, sample().process),
      memoryMegabytes: Math.round(process.memoryUsage.rss() / BYTES_PER_MEGABYTE),
      uptimeSeconds: Math.floor(process.uptime()),
    };
  }
}

function sample(): Sample {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  const { user, system } = process.cpuUsage();
  return {
    host: { busyMs: busy, totalMs: busy + idle },
    process: {
      busyMs: (user + system) / 1_000,
      totalMs: performance.now() * availableParallelism(),
    },
  };
}

/** As `df` counts: what is reserved for the system is neither used nor free. */
async function diskUse(folder: string): Promise<number | null> {
  try {
    const { blocks, bfree, bavail } = await statfs(folder);
    const used = blocks - bfree;
    return used + bavail === 0 ? null : bounded(used / (used + bavail));
  } catch {
    // A folder that nothing was written to yet does not exist; its disk does.
    const parent = dirname(folder);
    return parent === folder ? null : diskUse(parent);
  }
}

function bounded(part: number): number {
  return Math.min(1, Math.max(0, part));
}
