import { Module } from '@nestjs/common';
import { PaymentModule } from '../../domain/payment/payment.module';
import { AccountPagesController } from './account-pages/account-pages.controller';
import { AvatarsController } from './avatars/avatars.controller';
import { HealthController } from './health.controller';
import { StripeWebhookController } from './stripe-webhook.controller';

/** What operators and their tools call. */
@Module({
  imports: [PaymentModule],
  controllers: [
    AccountPagesController,
    AvatarsController,
    HealthController,
    StripeWebhookController,
  ],
})
export class OperationsModule {}
