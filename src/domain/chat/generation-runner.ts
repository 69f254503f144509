import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { ChunkWriter } from './chunk-writer';
import { GenerationBells } from './generation-bells';
import { GenerationRegistry } from './generation-registry';
import { type GenerationTicket, GenerationsRepository } from './generations.repository';
import { LiveGeneration } from './live-generation';
import { ReplyKeeper } from './reply-keeper';
import { ReplyMaker } from './reply-maker';

/** How many generations one process takes over at a time. */
const TAKE_OVER_MOST = 8;
/** After so many owners died over a generation, it is given up. */
const MOST_ATTEMPTS = 5;

/**
 * Runs generations apart from the requests that asked for them: a client that leaves stops nothing.
 * Owners hold a lease; one that falls silent loses its generations to whoever looks next.
 */
@Injectable()
export class GenerationRunner {
  private readonly logger = new Logger(GenerationRunner.name);
  /** How long an owner may be silent. */
  readonly leaseMs: number;

  constructor(
    private readonly generations: GenerationsRepository,
    private readonly registry: GenerationRegistry,
    private readonly maker: ReplyMaker,
    private readonly keeper: ReplyKeeper,
    private readonly bells: GenerationBells,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.leaseMs = configuration.replies.leaseMs;
  }

  /** Starts a generation that this process owns; returns at once. */
  start(ticket: GenerationTicket): LiveGeneration {
    const live = new LiveGeneration(ticket.id, ticket.attempt);
    this.registry.add(live);
    void this.run(live, ticket).finally(() => this.registry.remove(live));
    return live;
  }

  /**
   * Prolongs what this process owns, lets go of what it lost, and ends the readers of turns that
   * were cancelled in another process.
   */
  async prolong(): Promise<void> {
    const live = this.registry.all();
    if (live.length === 0) return;
    const ids = live.map((generation) => generation.id);
    const kept = await this.generations.renew(this.registry.owner, ids, this.leaseMs);
    for (const generation of live) if (!kept.has(generation.id)) generation.lose();
    const cancelled = await this.generations.cancelledTurns(ids);
    for (const turnId of cancelled) this.registry.cancelTurn(turnId);
  }

  /** Takes over what other processes left. */
  async takeOver(): Promise<void> {
    const taken = await this.generations.takeOver(
      this.registry.owner,
      this.leaseMs,
      TAKE_OVER_MOST,
    );
    for (const ticket of taken) {
      this.logger.warn(`Taking over generation ${ticket.id}, attempt ${ticket.attempt}`);
      this.start(ticket);
    }
  }

  private async run(live: LiveGeneration, ticket: GenerationTicket): Promise<void> {
    const writer = new ChunkWriter(this.generations, this.bells, ticket);
    try {
      const source = await this.generations.findSource(ticket.id);
      if (source === null || ticket.attempt > MOST_ATTEMPTS) {
        const [code, message] =
          source === null ? ['cancelled', 'The reply was cancelled.'] : GIVEN_UP;
        await this.endWithout(live, ticket, code, message);
        return;
      }
      const reply = await this.maker.make(source, live.signal, (chunk) => {
        live.push(chunk);
        writer.write(chunk);
      });
      await writer.close();
      const messageIds = await this.keeper.keep(ticket, source, reply);
      if (messageIds === null) live.lose();
      else live.end({ type: 'complete', messageIds });
    } catch (error) {
      await writer.close();
      await this.fail(live, ticket, error);
    }
    this.ring(ticket.id);
  }

  private async fail(
    live: LiveGeneration,
    ticket: GenerationTicket,
    error: unknown,
  ): Promise<void> {
    const isForeseen = error instanceof DomainError && error.kind !== 'internal';
    const code = live.signal.aborted ? 'cancelled' : isForeseen ? error.code : 'internal_error';
    const message = live.signal.aborted
      ? 'The reply was cancelled.'
      : isForeseen
        ? error.message
        : 'Something went wrong while the tutor answered. Please try again.';
    if (!live.signal.aborted) {
      this.logger.error({ err: error, generation: ticket.id }, 'A generation failed');
    }
    try {
      await this.endWithout(live, ticket, code, message);
    } catch (failure) {
      this.logger.error({ err: failure, generation: ticket.id }, 'A failed generation is left');
      live.end({ type: 'failed', code, message });
    }
  }

  private async endWithout(
    live: LiveGeneration,
    ticket: GenerationTicket,
    code: string,
    message: string,
  ): Promise<void> {
    const isOurs = await this.keeper.fail(ticket, code, message);
    if (isOurs) live.end({ type: 'failed', code, message });
    else live.lose();
  }

  private ring(id: string): void {
    this.bells.ring(id).catch((error: Error) => {
      this.logger.warn(`The end of generation ${id} was not announced: ${error.message}`);
    });
  }
}

const GIVEN_UP = [
  'generation_given_up',
  'The tutor could not finish this reply. Please try again.',
] as const;
