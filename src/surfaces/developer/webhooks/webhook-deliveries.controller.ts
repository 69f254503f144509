import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WebhookDeliveries } from '../../../domain/webhooks/webhook-deliveries.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKeyOrSession } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import {
  DeliveriesQuery,
  DeliveryReply,
  DeliveryWithAttemptsReply,
  toDeliveryReply,
  toDeliveryWithAttemptsReply,
} from './webhook-deliveries.dto';

@ApiTags('Webhooks')
@WithKeyOrSession()
@DeveloperController('webhooks/:webhook_id')
export class DeveloperWebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveries) {}

  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a test to a webhook',
    description:
      'Queues a message of the type `webhook.test`, whatever types the webhook asks for.',
  })
  @ApiOkResponse({ type: EnvelopeOf(DeliveryReply) })
  async test(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') webhookId: string,
  ): Promise<Envelope<DeliveryReply>> {
    return enveloped(toDeliveryReply(await this.deliveries.test(actor, webhookId)));
  }

  @Get('deliveries')
  @ApiOperation({
    summary: 'List what was or will be sent to a webhook',
    description: 'The newest first, of the last 30 days.',
  })
  @ApiOkResponse({ type: PageEnvelopeOf(DeliveryReply) })
  async list(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') webhookId: string,
    @Query() query: DeliveriesQuery,
  ): Promise<PageEnvelope<DeliveryReply>> {
    return envelopedPage(
      await this.deliveries.list(actor, webhookId, query.status ?? null, sliceOf(query)),
      query,
      toDeliveryReply,
    );
  }

  @Get('deliveries/:delivery_id')
  @ApiOperation({ summary: 'Look at a delivery and the attempts at it' })
  @ApiOkResponse({ type: EnvelopeOf(DeliveryWithAttemptsReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') webhookId: string,
    @PublicIdParameter('delivery_id', 'delivery') id: string,
  ): Promise<Envelope<DeliveryWithAttemptsReply>> {
    return enveloped(toDeliveryWithAttemptsReply(await this.deliveries.get(actor, webhookId, id)));
  }

  @Post('deliveries/:delivery_id/replay')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a message again',
    description:
      'The same message with the same `webhook-id`, by the same schedule. One that is on its way ' +
      'cannot be replayed.',
  })
  @ApiOkResponse({ type: EnvelopeOf(DeliveryReply) })
  async replay(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('webhook_id', 'webhook') webhookId: string,
    @PublicIdParameter('delivery_id', 'delivery') id: string,
  ): Promise<Envelope<DeliveryReply>> {
    return enveloped(toDeliveryReply(await this.deliveries.replay(actor, webhookId, id)));
  }
}
