import { Injectable } from '@nestjs/common';
import { Departure } from '../../platform/shutdown/departure';
import { splitByLengths } from '../replies/reply-chunks';
import { AttemptReader } from './attempt-reader';
import { GenerationRegistry } from './generation-registry';
import { CANCELLED, STOPPING } from './live-generation';
import { RemoteGenerations } from './remote-generations';
import type { ReplyPart } from './reply-part';
import { type LastTurn, TurnsRepository } from './turns.repository';

/**
 * Follows the reply of a turn, wherever it is made: in this process by memory, elsewhere by the
 * chunks in the database.
 */
@Injectable()
export class GenerationFollower {
  constructor(
    private readonly registry: GenerationRegistry,
    private readonly remote: RemoteGenerations,
    private readonly turns: TurnsRepository,
    private readonly departure: Departure,
  ) {}

  /**
   * The parts of a turn's reply from chunk `from` on, to the end.
   *
   * @param left aborted when the client has left; then nothing waits any more, and no last part comes.
   */
  async *follow(
    turnId: string,
    generationId: string,
    from: number,
    left: AbortSignal,
  ): AsyncGenerator<ReplyPart> {
    const live = this.registry.find(generationId);
    if (live === null) {
      yield* this.followElsewhere(turnId, generationId, from, new AttemptReader(), left);
      return;
    }
    for await (const part of live.read(turnId, from, this.registry.isTurnCancelled, left)) {
      yield part;
      if (part.type !== 'chunk') return;
    }
    if (left.aborted) return;
    const reader = new AttemptReader(live.heard.join(''));
    const skip = Math.max(0, from - live.heard.length);
    yield* this.followElsewhere(turnId, generationId, skip, reader, left);
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
    left: AbortSignal,
  ): AsyncGenerator<ReplyPart> {
    const waiting = this.remote.join(turnId, generationId);
    left.addEventListener('abort', waiting.bell.ring);
    let skip = from;
    try {
      while (!left.aborted) {
        await waiting.bell.wait();
        if (left.aborted) return;
        const turn = waiting.isOver ? await this.turns.findTurn(turnId) : null;
        if (waiting.isOver && turn === null) {
          yield CANCELLED;
          return;
        }
        const { attempt, chunks } = waiting.generation;
        const fresh =
          turn === null
            ? reader.take(attempt, chunks.slice(reader.position(attempt)))
            : reader.rest(chunksOf(turn));
        if (fresh === null) {
          yield RESTARTED;
          return;
        }
        for (const content of fresh) {
          if (skip > 0) skip -= 1;
          else yield { type: 'chunk', content };
        }
        if (turn !== null) {
          yield* this.replay(turn, Number.MAX_SAFE_INTEGER);
          return;
        }
        if (this.departure.lastCall.aborted) {
          yield STOPPING;
          return;
        }
      }
    } finally {
      left.removeEventListener('abort', waiting.bell.ring);
      this.remote.leave(turnId, generationId, waiting);
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
