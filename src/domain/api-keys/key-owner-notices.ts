import { Injectable } from '@nestjs/common';
import { Outbox } from '../../platform/queue/outbox';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { ApiKeysChanged, type KeyChange } from './api-keys.events';

/** A key as a mail may show it. */
interface ShownKey {
  readonly prefix: string;
  readonly lastFour: string;
}

/** Tells people, by mail above all, what happened to their keys: it may have been somebody else. */
@Injectable()
export class KeyOwnerNotices {
  constructor(
    private readonly emails: OutgoingEmails,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Queues the mail as part of the transaction around it. It shows neither the name of the key nor
   * what a finder wrote: those are not our words.
   *
   * @param occasion what the mail is about, e.g. the id of a secret; it is sent once for each.
   * @param shown absent where the mail is about all keys.
   */
  async tell(userId: number, change: KeyChange, occasion: string, shown?: ShownKey): Promise<void> {
    await this.emails.queue({
      key: `api-key-${change}-${occasion}`,
      template: 'api-key-changed',
      to: { userId },
      variables: { change, key: shown === undefined ? '' : maskedKey(shown) },
    });
    await this.outbox.publish(new ApiKeysChanged({ userId, change }));
  }
}

/** A key with all but its ends left out: `trl_live_a1B2…wXyZ`. */
export function maskedKey({ prefix, lastFour }: ShownKey): string {
  return `${prefix}…${lastFour}`;
}
