import { Injectable, Logger } from '@nestjs/common';
import { Topics, type Unsubscribe } from '../../platform/topics/topics';

type Ring = (generationId: string) => void;

interface Street {
  followers: number;
  readonly ending: Promise<Unsubscribe>;
}

/**
 * Tells other processes that a generation has news. Generations share topics by the first two
 * characters of their ids: thousands of followers hold a few hundred subscriptions at most, which
 * end soon when all of them leave at once, and one follower hears next to nothing of the others.
 */
@Injectable()
export class GenerationBells {
  private readonly logger = new Logger(GenerationBells.name);
  private readonly streets = new Map<string, Street>();

  constructor(private readonly topics: Topics) {}

  /** Tells every process that follows the generation. @throws what the topics fail with. */
  async ring(generationId: string): Promise<void> {
    await this.topics.publish(topicOf(generationId), generationId);
  }

  /** How many topics this process listens to. */
  get subscriptions(): number {
    return this.streets.size;
  }

  /**
   * Listens for a generation; each call is ended by one {@link leave}. Resolves when the bell can be
   * heard. Without a bell a follower still looks by itself.
   *
   * @param ring called with any generation that shares the topic.
   */
  async listen(generationId: string, ring: Ring): Promise<void> {
    const topic = topicOf(generationId);
    let street = this.streets.get(topic);
    if (street === undefined) {
      street = { followers: 0, ending: this.subscribe(topic, ring) };
      this.streets.set(topic, street);
    }
    street.followers += 1;
    await street.ending;
  }

  /** Ends one listening; the last one of a topic ends its subscription. */
  leave(generationId: string): void {
    const topic = topicOf(generationId);
    const street = this.streets.get(topic);
    if (street === undefined) return;
    street.followers -= 1;
    if (street.followers > 0) return;
    this.streets.delete(topic);
    void street.ending.then((end) => end());
  }

  private async subscribe(topic: string, ring: Ring): Promise<Unsubscribe> {
    try {
      return await this.topics.subscribe(topic, (id) => ring(String(id)));
    } catch (error) {
      this.logger.warn(`No bell for ${topic}: ${error instanceof Error ? error.message : error}`);
      return () => undefined;
    }
  }
}

function topicOf(generationId: string): string {
  return `generation.${generationId.slice(0, 2)}`;
}
