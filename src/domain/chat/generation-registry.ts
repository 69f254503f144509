import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LiveGeneration } from './live-generation';

/** The generations that run in this process, and the turns that were cancelled in it. */
@Injectable()
export class GenerationRegistry {
  /** This process, as owner of generations. */
  readonly owner = randomUUID();
  private readonly live = new Map<string, LiveGeneration>();
  private readonly cancelledTurns = new Set<string>();

  add(generation: LiveGeneration): void {
    this.live.set(generation.id, generation);
  }

  remove(generation: LiveGeneration): void {
    if (this.live.get(generation.id) === generation) this.live.delete(generation.id);
  }

  find(id: string): LiveGeneration | null {
    return this.live.get(id) ?? null;
  }

  all(): readonly LiveGeneration[] {
    return [...this.live.values()];
  }

  /** Notes a cancelled turn for a while, so that its reader ends though the generation goes on. */
  cancelTurn(turnId: string): void {
    if (this.cancelledTurns.has(turnId)) return;
    this.cancelledTurns.add(turnId);
    setTimeout(() => this.cancelledTurns.delete(turnId), 60_000).unref();
    for (const generation of this.live.values()) generation.nudge();
  }

  readonly isTurnCancelled = (turnId: string): boolean => this.cancelledTurns.has(turnId);
}
