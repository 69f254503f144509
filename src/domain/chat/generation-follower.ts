import { Injectable, Logger } from '@nestjs/common';
import { Topics, type Unsubscribe } from '../../platform/topics/topics';
import { splitByLengths } from '../replies/reply-chunks';
import { GenerationRegistry } from './generation-registry';
import { GenerationsRepository } from './generations.repository';
import { CANCELLED } from './live-generation';
import type { ReplyPart } from './reply-part';
import { type LastTurn, TurnsRepository } from './turns.repository';

/** How often a follower looks by itself, should the bell stay silent. */
const POLL_MS = 500;

/**
 * Follows the reply of a turn, wherever it is made: in this process by memory, elsewhere by the
 * chunks in the database, with a bell to look sooner.
 */
@Injectable()
export class GenerationFollower {
  private readonly logger = new Logger(GenerationFollower.name);

  constructor(
    private readonly registry: GenerationRegistry,
    private readonly generations: GenerationsRepository,
    private readonly turns: TurnsRepository,
    private readonly topics: Topics,
  ) {}

  /** The parts of a turn's reply from chunk `from` on, to the end. */
  async *follow(turnId: string, generationId: string, from: number): AsyncGenerator<ReplyPart> {
    const live = this.registry.find(generationId);
    if (live === null) {
      yield* this.followElsewhere(turnId, generationId, from, new AttemptReader());
      return;
    }
    for await (const part of live.read(turnId, from, this.registry.isTurnCancelled)) {
      yield part;
      if (part.type !== 'chunk') return;
    }
    const reader = new AttemptReader(live.heard.join(''));
    const skip = Math.max(0, from - live.heard.length);
    yield* this.followElsewhere(turnId, generationId, skip, reader);
  }

  /** The parts of a turn that is over. */
  *replay(turn: LastTurn, from: number): Generator<ReplyPart> {
    if (turn.status === 'cancelled') {
      yield CANCELLED;
    } else if (turn.messageId === null) {
      yield {
        type: 'failed',
        code: turn.errorCode ?? 'failed',
        message: turn.errorMessage ?? 'The tutor could not answer. Please try again.',
      };
    } else {
      const chunks = chunksOf(turn) ?? [];
      for (const content of chunks.slice(from)) yield { type: 'chunk', content };
      yield { type: 'done', messageId: turn.messageId };
    }
  }

  private async *followElsewhere(
    turnId: string,
    generationId: string,
    from: number,
    reader: AttemptReader,
  ): AsyncGenerator<ReplyPart> {
    const bell = new Bell();
    const unsubscribe = await this.subscribe(`generation.${generationId}`, bell);
    let skip = from;
    try {
      for (;;) {
        const state = await this.generations.state(generationId);
        const turn = await this.turns.findTurn(turnId);
        if (turn === null || state === null) {
          yield CANCELLED;
          return;
        }
        const isOver = turn.status !== 'running';
        const fresh = isOver
          ? reader.rest(chunksOf(turn))
          : reader.take(
              state.attempt,
              await this.generations.chunksFrom(
                generationId,
                state.attempt,
                reader.position(state.attempt),
              ),
            );
        if (fresh === null) {
          yield RESTARTED;
          return;
        }
        for (const content of fresh) {
          if (skip > 0) skip -= 1;
          else yield { type: 'chunk', content };
        }
        if (isOver) {
          yield* this.replay(turn, Number.MAX_SAFE_INTEGER);
          return;
        }
        await bell.wait(POLL_MS);
      }
    } finally {
      unsubscribe();
    }
  }

  /** Without a bell a follower still looks by itself. */
  private async subscribe(topic: string, bell: Bell): Promise<Unsubscribe> {
    try {
      return await this.topics.subscribe(topic, bell.ring);
    } catch (error) {
      this.logger.warn(`No bell for ${topic}: ${error instanceof Error ? error.message : error}`);
      return () => undefined;
    }
  }
}

function chunksOf(turn: LastTurn): string[] | null {
  return turn.content === null ? null : splitByLengths(turn.content, turn.chunkLengths ?? []);
}

/** The reader has heard words that the finished reply does not begin with. */
const RESTARTED: ReplyPart = {
  type: 'failed',
  code: 'reply_restarted',
  message: 'The reply had to be started anew. Resume the stream from its beginning.',
};

/**
 * Reads the chunks of a generation across attempts. When another process starts it anew, what the
 * client has heard already is passed over, as long as the new words begin with it.
 */
export class AttemptReader {
  private attempt = 0;
  private seen = 0;
  private seenText = '';

  /** @param heard what the client heard before, of an attempt that this reader has not seen. */
  constructor(private heard = '') {}

  /** How many chunks of that attempt were read. */
  position(attempt: number): number {
    return attempt === this.attempt ? this.seen : 0;
  }

  /** The chunks that are new to the client, or null when an attempt contradicts what was heard. */
  take(attempt: number, chunks: readonly string[]): string[] | null {
    if (attempt !== this.attempt) {
      this.attempt = attempt;
      this.seen = 0;
      this.seenText = '';
    }
    this.seen += chunks.length;
    const fresh: string[] = [];
    for (const chunk of chunks) {
      const before = this.seenText;
      this.seenText += chunk;
      if (this.seenText.length <= this.heard.length) {
        if (!this.heard.startsWith(this.seenText)) return null;
      } else if (this.seenText.startsWith(this.heard)) {
        const known = Math.max(0, this.heard.length - before.length);
        fresh.push(chunk.slice(known));
        this.heard = this.seenText;
      } else return null;
    }
    return fresh;
  }

  /**
   * What is left of the whole reply, or null when it does not begin with what was heard.
   *
   * @param whole null for a turn that ended without a reply.
   */
  rest(whole: readonly string[] | null): string[] | null {
    if (whole === null) return [];
    const fresh = this.take(Number.MAX_SAFE_INTEGER, whole);
    return this.heard === whole.join('') ? fresh : null;
  }
}

/** Remembers a ring until somebody waits for it. */
class Bell {
  private rung = false;
  private wake: (() => void) | null = null;

  readonly ring = (): void => {
    this.rung = true;
    this.wake?.();
  };

  wait(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), mostMs);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        this.rung = false;
        resolve();
      };
      if (this.rung) this.wake();
    });
  }
}
