import { Logger } from '@nestjs/common';

/** Sends one kind of what waits in the outbox, one pass after another for as long as it is woken. */
export class OutboxLane {
  private readonly logger = new Logger('OutboxDispatcher');
  private sending: Promise<void> | null = null;
  private again = false;

  /** @param send one pass: everything that waits as it begins. */
  constructor(private readonly send: () => Promise<void>) {}

  /** Something may wait: the pass that begins now sees it, or the one after. */
  wake(): void {
    this.again = true;
    this.sending ??= this.run().finally(() => {
      this.sending = null;
    });
  }

  /** Resolves once no pass is under way. */
  async rest(): Promise<void> {
    await this.sending;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.send().catch((error: unknown) => {
        this.logger.warn(`The outbox waits: ${String(error)}`);
      });
    }
  }
}
