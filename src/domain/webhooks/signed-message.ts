import { Webhook } from 'standardwebhooks';
import { publicId } from '../../kernel/public-id';
import type { WebhookData } from './webhook-events';

/** What an endpoint is told, before it is signed. */
interface Message {
  /** The uuid of the delivery: the same however often it is tried. */
  readonly id: string;
  readonly eventType: string;
  readonly data: WebhookData;
  readonly occurredAt: Date;
}

/**
 * A message as Standard Webhooks sends it: one signature for each secret, so that a receiver which
 * still has the one before accepts it as well.
 *
 * @param now when it is sent; receivers refuse what is older than some minutes.
 */
export function signedMessage(
  { id, eventType, data, occurredAt }: Message,
  secrets: readonly string[],
  now: Date,
): { readonly headers: Record<string, string>; readonly body: string } {
  const body = JSON.stringify({ type: eventType, timestamp: occurredAt.toISOString(), data });
  const messageId = publicId('delivery', id);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(messageId, now, body));
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Trellis-Webhooks/1.0',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  };
}
