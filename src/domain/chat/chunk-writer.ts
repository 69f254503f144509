import { Logger } from '@nestjs/common';
import type { GenerationBells } from './generation-bells';
import type { GenerationsRepository } from './generations.repository';

const FLUSH_MS = 80;

/** Writes the chunks of a generation for followers in other processes, several at a time. */
export class ChunkWriter {
  private readonly logger = new Logger(ChunkWriter.name);
  private pending: string[] = [];
  private written = 0;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly generations: GenerationsRepository,
    private readonly bells: GenerationBells,
    private readonly generation: { readonly id: string; readonly attempt: number },
  ) {}

  /** Takes a chunk; it is written soon. */
  write(chunk: string): void {
    this.pending.push(chunk);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  /** Stops writing and waits for what is under way; the kept reply replaces the chunks. */
  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
  }

  private flush(): void {
    this.timer = null;
    const chunks = this.pending;
    const first = this.written;
    this.pending = [];
    this.written += chunks.length;
    const { id, attempt } = this.generation;
    this.writing = this.writing
      .then(() => this.generations.saveChunks(id, attempt, first, chunks))
      .then(() => this.bells.ring(id))
      .catch((error: Error) => {
        this.logger.warn(`Chunks of generation ${id} were not shared: ${error.message}`);
      });
  }
}
