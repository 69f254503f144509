import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Departure } from '../../platform/shutdown/departure';
import { Bell } from './bell';
import { GenerationBells } from './generation-bells';
import { GenerationsRepository } from './generations.repository';
import { TurnsRepository } from './turns.repository';

/** How often the database is looked at, should the bells stay silent. */
const POLL_MS = 500;

/** A turn that waits here for a reply that is made in another process. */
export interface RemoteTurn {
  readonly bell: Bell;
  /** What the generation streamed so far; the same for all of its turns. */
  readonly generation: RemoteGeneration;
  /** Whether the turn is over: what it came to stands in the database. */
  isOver: boolean;
}

/** What this process knows of a generation elsewhere. */
export interface RemoteGeneration {
  attempt: number;
  chunks: string[];
}

interface Followed extends RemoteGeneration {
  readonly turns: Map<string, Set<RemoteTurn>>;
}

/**
 * The generations of other processes that are followed in this one. However many clients wait, a
 * look at the database is two statements for all of them, at the bell and now and then besides;
 * what was read is shared by everyone who waits for the same reply.
 */
@Injectable()
export class RemoteGenerations implements OnApplicationBootstrap {
  private readonly logger = new Logger(RemoteGenerations.name);
  private readonly followed = new Map<string, Followed>();
  private readonly asked = new Set<string>();
  private looking = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly bells: GenerationBells,
    private readonly generations: GenerationsRepository,
    private readonly turns: TurnsRepository,
    private readonly departure: Departure,
  ) {}

  onApplicationBootstrap(): void {
    this.departure.lastCall.addEventListener('abort', () => this.wakeEverybody());
  }

  /** Follows a generation for a turn until {@link leave}; its bell rings at every piece of news. */
  join(turnId: string, generationId: string): RemoteTurn {
    let followed = this.followed.get(generationId);
    if (followed === undefined) {
      followed = { attempt: 0, chunks: [], turns: new Map() };
      this.followed.set(generationId, followed);
    }
    const turn: RemoteTurn = { bell: new Bell(), generation: followed, isOver: false };
    if (followed.chunks.length > 0) turn.bell.ring();
    const same = followed.turns.get(turnId);
    if (same === undefined) followed.turns.set(turnId, new Set([turn]));
    else same.add(turn);
    this.timer ??= setInterval(() => this.lookAtAll(), POLL_MS);
    // Looked at only once the bell can be heard, so that nothing happens unnoticed in between.
    void this.bells.listen(generationId, this.look).then(() => this.look(generationId));
    return turn;
  }

  /** Ends a following. */
  leave(turnId: string, generationId: string, turn: RemoteTurn): void {
    const followed = this.followed.get(generationId);
    const same = followed?.turns.get(turnId);
    if (followed === undefined || same === undefined || !same.delete(turn)) return;
    this.bells.leave(generationId);
    if (same.size === 0) followed.turns.delete(turnId);
    if (followed.turns.size === 0) this.followed.delete(generationId);
    if (this.followed.size > 0 || this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private wakeEverybody(): void {
    for (const { turns } of this.followed.values()) {
      for (const same of turns.values()) for (const turn of same) turn.bell.ring();
    }
  }

  private lookAtAll(): void {
    for (const id of this.followed.keys()) this.asked.add(id);
    void this.answer();
  }

  private readonly look = (generationId: string): void => {
    if (!this.followed.has(generationId)) return;
    this.asked.add(generationId);
    void this.answer();
  };

  /** One look at a time: whatever is asked for during one is answered by the next, together. */
  private async answer(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.asked.size > 0) {
        const ids = [...this.asked].filter((id) => this.followed.has(id));
        this.asked.clear();
        if (ids.length > 0) await this.readNews(ids);
      }
    } catch (error) {
      this.logger.warn(
        `Replies made elsewhere wait: ${error instanceof Error ? error.message : error}`,
      );
    } finally {
      this.looking = false;
    }
  }

  private async readNews(ids: readonly string[]): Promise<void> {
    const known = ids.map((id) => {
      const { attempt = 0, chunks = [] } = this.followed.get(id) ?? {};
      return { id, attempt, seen: chunks.length };
    });
    const turnIds = ids.flatMap((id) => [...(this.followed.get(id)?.turns.keys() ?? [])]);
    const news = await this.generations.newChunks(known);
    const over = new Set(await this.turns.findOver(turnIds));
    const changed = new Set<string>();
    for (const { id, attempt, sequence, content } of news) {
      const followed = this.followed.get(id);
      if (followed === undefined) continue;
      if (followed.attempt !== attempt) Object.assign(followed, { attempt, chunks: [] });
      // Chunks are written in order; one that was read before, or comes too early, is left.
      if (content !== null && sequence === followed.chunks.length) followed.chunks.push(content);
      changed.add(id);
    }
    for (const id of ids) {
      for (const [turnId, turns] of this.followed.get(id)?.turns ?? []) {
        const isOver = over.has(turnId);
        if (!isOver && !changed.has(id)) continue;
        for (const turn of turns) {
          turn.isOver ||= isOver;
          turn.bell.ring();
        }
      }
    }
  }
}
