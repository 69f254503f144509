import { Body, Delete, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WEBHOOK_EVENT_TYPES } from '../../../domain/webhooks/webhook-events';
import { WebhookEndpoints } from '../../../domain/webhooks/webhook-endpoints.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKeyOrSession } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  ListEnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { PageQuery, sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import {
  CreateWebhookRequest,
  EventTypeReply,
  toEventTypeReply,
  toNewWebhook,
  toWebhookChanges,
  toWebhookReply,
  toWebhookWithSecretReply,
  UpdateWebhookRequest,
  WebhookReply,
  WebhookWithSecretReply,
} from './webhooks.dto';

@ApiTags('Webhooks')
@WithKeyOrSession()
@DeveloperController('webhooks')
export class DeveloperWebhooksController {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Register a webhook',
    description:
      'From now on the events are posted to the address, signed as Standard Webhooks. `data.secret` ' +
      'is shown this once. A webhook that a key makes ends with that key. One person has at most ten.',
  })
  @ApiOkResponse({ type: EnvelopeOf(WebhookWithSecretReply) })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateWebhookRequest,
  ): Promise<Envelope<WebhookWithSecretReply>> {
    return enveloped(
      toWebhookWithSecretReply(await this.endpoints.create(actor, toNewWebhook(request))),
    );
  }

  @Get()
  @ApiOperation({
    summary: 'List your webhooks',
    description: 'The newest first. A key sees those that it made itself.',
  })
  @ApiOkResponse({ type: PageEnvelopeOf(WebhookReply) })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<PageEnvelope<WebhookReply>> {
    return envelopedPage(await this.endpoints.list(actor, sliceOf(query)), query, toWebhookReply);
  }

  @Get('event-types')
  @ApiOperation({ summary: 'List the types of events that webhooks tell' })
  @ApiOkResponse({ type: ListEnvelopeOf(EventTypeReply) })
  listEventTypes(): Envelope<EventTypeReply[]> {
    return enveloped(WEBHOOK_EVENT_TYPES.map(toEventTypeReply));
  }

  @Get(':webhook_id')
  @ApiOperation({ summary: 'Look at one of your webhooks' })
  @ApiOkResponse({ type: EnvelopeOf(WebhookReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') id: string,
  ): Promise<Envelope<WebhookReply>> {
    return enveloped(toWebhookReply(await this.endpoints.get(actor, id)));
  }

  @Patch(':webhook_id')
  @ApiOperation({
    summary: 'Change a webhook',
    description: 'What waits goes to the new address.',
  })
  @ApiOkResponse({ type: EnvelopeOf(WebhookReply) })
  async update(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') id: string,
    @Body() request: UpdateWebhookRequest,
  ): Promise<Envelope<WebhookReply>> {
    return enveloped(
      toWebhookReply(await this.endpoints.update(actor, id, toWebhookChanges(request))),
    );
  }

  @Delete(':webhook_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a webhook',
    description: 'With all its deliveries; what waits is not sent any more.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') id: string,
  ): Promise<void> {
    await this.endpoints.delete(actor, id);
  }

  @Post(':webhook_id/rotate-secret')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Give a webhook a new secret',
    description:
      'For 24 hours requests carry a signature of either secret. `data.secret` is shown this once.',
  })
  @ApiOkResponse({ type: EnvelopeOf(WebhookWithSecretReply) })
  async rotateSecret(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') id: string,
  ): Promise<Envelope<WebhookWithSecretReply>> {
    return enveloped(toWebhookWithSecretReply(await this.endpoints.rotateSecret(actor, id)));
  }

  @Post(':webhook_id/enable')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Enable a webhook that was disabled',
    description:
      'What waits is sent. One whose key has ended cannot be enabled; an active one stays as it is.',
  })
  @ApiOkResponse({ type: EnvelopeOf(WebhookReply) })
  async enable(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') id: string,
  ): Promise<Envelope<WebhookReply>> {
    return enveloped(toWebhookReply(await this.endpoints.enable(actor, id)));
  }
}
