import { Module } from '@nestjs/common';
import { AuditModule } from '../../domain/audit/audit.module';
import { PaymentModule } from '../../domain/payment/payment.module';
import { AccountPagesController } from './account-pages/account-pages.controller';
import { AvatarsController } from './avatars/avatars.controller';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics/metrics.controller';
import { BoardSessionController } from './queue-board/board-session.controller';
import { BoardSessions } from './queue-board/board-sessions';
import { BoardSignInController } from './queue-board/board-sign-in.controller';
import { StripeWebhookController } from './stripe-webhook.controller';

/** What operators and their tools call. */
@Module({
  imports: [AuditModule, PaymentModule],
  controllers: [
    AccountPagesController,
    AvatarsController,
    BoardSessionController,
    BoardSignInController,
    HealthController,
    MetricsController,
    StripeWebhookController,
  ],
  providers: [BoardSessions],
})
export class OperationsModule {}
