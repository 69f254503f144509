import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Relay } from 'bullmq';

/** Ends a subscription. */
export type Unsubscribe = () => void;

/**
 * A bell between processes: what one publishes, every process that subscribed hears, at most once.
 * It carries hints, never the truth; whoever waits for it also looks at the database now and then.
 */
@Injectable()
export class Topics implements OnApplicationShutdown {
  private readonly logger = new Logger(Topics.name);

  constructor(private readonly relay: Relay) {
    this.relay.on('error', (error: Error) => this.logger.warn(`Topics: ${error.message}`));
  }

  /** Rings the bell of a topic: dot-separated words, e.g. `generation.<id>`. */
  async publish(topic: string, data: unknown): Promise<void> {
    await this.relay.publish(topic, data);
  }

  /** Calls the listener for each message of the topic until the subscription is ended. */
  async subscribe(topic: string, listener: (data: unknown) => void): Promise<Unsubscribe> {
    const subscription = await this.relay.subscribe(topic, (message) => listener(message.data));
    return () => {
      subscription
        .unsubscribe()
        .catch((error: Error) => this.logger.warn(`Topics: ${error.message}`));
    };
  }

  /** Requests and streams that were under way until now may still have rung or listened. */
  async onApplicationShutdown(): Promise<void> {
    await this.relay.close();
  }
}
