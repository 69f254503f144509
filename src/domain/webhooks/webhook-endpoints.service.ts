import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPermitted } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { NetworkPolicy } from '../../platform/network/network-policy';
import { Outbox } from '../../platform/queue/outbox';
import { InsufficientPermission } from '../api-keys/api-keys.errors';
import { AuditService } from '../audit/audit.service';
import { webhookAddress } from './webhook-address';
import type {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointChanges,
  WebhookEndpointWithSecret,
} from './webhook-endpoint';
import { type EndpointScope, WebhookEndpointsRepository } from './webhook-endpoints.repository';
import { webhookEventType } from './webhook-events';
import { WEBHOOK_NETWORK } from './webhook-network';
import { WebhookSecrets } from './webhook-secrets';
import { TooManyWebhooks, WebhookKeyEnded, WebhookNotFound } from './webhooks.errors';
import { DELIVER_DUE_WEBHOOKS } from './webhooks.jobs';

const MOST_OF_ONE_PERSON = 10;
/** So long the secret before a rotation signs as well. */
const GRACE_HOURS = 24;

/**
 * Where people want to hear of their events. Somebody who is signed in sees all of theirs; a key
 * only what it made itself, or one that may read little could turn another one's endpoint to itself.
 */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly database: Database,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    @Inject(WEBHOOK_NETWORK) private readonly network: NetworkPolicy,
  ) {}

  /**
   * Adds an endpoint. One that a key makes ends with that key.
   *
   * @throws Invalid for an address that may not be called, or a type that there is not.
   * @throws InsufficientPermission for a type that the key may not read.
   * @throws TooManyWebhooks
   */
  create(actor: Actor, wanted: NewWebhookEndpoint): Promise<WebhookEndpointWithSecret> {
    const { url, host } = webhookAddress(wanted.url, this.network);
    const events = readableTypes(actor, wanted.events);
    const { description } = wanted;
    return this.database.transaction(async () => {
      const { userId } = actor;
      await this.endpoints.lockOwner(userId);
      if ((await this.endpoints.count(userId)) >= MOST_OF_ONE_PERSON) {
        throw new TooManyWebhooks(MOST_OF_ONE_PERSON);
      }
      const id = randomUUID();
      const { secret, sealed } = this.secrets.make(id);
      const apiKeyId = actor.key?.id ?? null;
      await this.endpoints.insert({ id, userId, apiKeyId, url, host, description, events, sealed });
      await this.note(actor, 'webhook.create', id);
      return { endpoint: await this.get(actor, id), secret };
    });
  }

  /** The newest first. */
  list(actor: Actor, slice: Slice): Promise<Page<WebhookEndpoint>> {
    return this.endpoints.list(scopeOf(actor), slice);
  }

  /** @throws WebhookNotFound */
  async get(actor: Actor, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.find(scopeOf(actor), id);
    if (endpoint === null) throw new WebhookNotFound();
    return endpoint;
  }

  /**
   * Changes what is given. What waits goes to the new address.
   *
   * @throws WebhookNotFound @throws Invalid @throws InsufficientPermission
   */
  update(actor: Actor, id: string, changes: WebhookEndpointChanges): Promise<WebhookEndpoint> {
    return this.database.transaction(async () => {
      await this.getLocked(actor, id);
      const address = changes.url === undefined ? null : webhookAddress(changes.url, this.network);
      await this.endpoints.update(id, {
        url: address?.url ?? null,
        host: address?.host ?? null,
        description: changes.description ?? null,
        events: changes.events === undefined ? null : readableTypes(actor, changes.events),
      });
      await this.note(actor, 'webhook.update', id);
      return this.get(actor, id);
    });
  }

  /** Removes an endpoint with all that was or would be sent to it. @throws WebhookNotFound */
  delete(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.getLocked(actor, id);
      await this.endpoints.delete(id);
      await this.note(actor, 'webhook.delete', id);
    });
  }

  /** Makes a new secret; the one before signs as well for a day. @throws WebhookNotFound */
  rotateSecret(actor: Actor, id: string): Promise<WebhookEndpointWithSecret> {
    return this.database.transaction(async () => {
      await this.getLocked(actor, id);
      const { secret, sealed } = this.secrets.make(id);
      await this.endpoints.rotate(id, sealed, GRACE_HOURS);
      await this.note(actor, 'webhook.rotate_secret', id);
      return { endpoint: await this.get(actor, id), secret };
    });
  }

  /**
   * Sends to a disabled endpoint again, what waits included. One that is active stays as it is.
   *
   * @throws WebhookNotFound @throws WebhookKeyEnded
   */
  enable(actor: Actor, id: string): Promise<WebhookEndpoint> {
    return this.database.transaction(async () => {
      const before = await this.getLocked(actor, id);
      if (before.status === 'active') return before;
      await this.endpoints.enable(id);
      const endpoint = await this.get(actor, id);
      if (endpoint.status === 'disabled') throw new WebhookKeyEnded();
      await this.note(actor, 'webhook.enable', id);
      await this.outbox.enqueue(DELIVER_DUE_WEBHOOKS, {});
      return endpoint;
    });
  }

  private async getLocked(actor: Actor, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.findLocked(scopeOf(actor), id);
    if (endpoint === null) throw new WebhookNotFound();
    return endpoint;
  }

  private note(actor: Actor, action: string, id: string): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'webhook', subjectIds: [id] });
  }
}

function scopeOf(actor: Actor): EndpointScope {
  return { userId: actor.userId, apiKeyId: actor.key?.id ?? null };
}

/** The types without repetitions. @throws Invalid @throws InsufficientPermission */
function readableTypes(actor: Actor, types: readonly string[]): string[] {
  const wanted = [...new Set(types)];
  for (const type of wanted) {
    const known = webhookEventType(type);
    if (known === null) throw Invalid.field('events', `there is no event type ${type}`);
    if (!isPermitted(actor, known.permission)) throw new InsufficientPermission(known.permission);
  }
  return wanted;
}
