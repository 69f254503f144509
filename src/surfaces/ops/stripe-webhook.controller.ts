import { Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StripeEvents } from '../../domain/payment/stripe-events.service';
import { Public } from '../access';
import { RawBody, TakesRawBody } from '../http/raw-body';
import { EventReceivedReply } from './stripe-webhook.dto';

/** Events of Stripe are some kilobytes; a long invoice reaches a hundred. */
const MOST_BYTES = 512 * 1_024;

@ApiTags('Webhooks')
@Controller('webhooks')
export class StripeWebhookController {
  constructor(private readonly events: StripeEvents) {}

  @Public()
  @Post('stripe')
  @HttpCode(200)
  @TakesRawBody()
  @ApiOperation({
    summary: 'Take an event of Stripe',
    description: 'Signed by Stripe. One that came before, or that nobody waits for, is fine too.',
  })
  @ApiOkResponse({ type: EventReceivedReply })
  async receive(
    @RawBody(MOST_BYTES) bytes: Buffer,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<EventReceivedReply> {
    await this.events.receive(bytes, signature);
    return { received: true };
  }
}
