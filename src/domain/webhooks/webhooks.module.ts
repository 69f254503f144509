import { Module } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { dnsResolver } from '../../platform/network/dns-resolver';
import { NetworkPolicy } from '../../platform/network/network-policy';
import { AuditModule } from '../audit/audit.module';
import { EmailModule } from '../email/email.module';
import { DeliveryAttempts } from './delivery-attempts';
import { DeliveryClaimsRepository } from './delivery-claims.repository';
import { DeliveryOutcomesRepository } from './delivery-outcomes.repository';
import { DeliveryOutcomes } from './delivery-outcomes.service';
import { DeliveryPump } from './delivery-pump.service';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository';
import { WebhookDeliveries } from './webhook-deliveries.service';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository';
import { WebhookEndpoints } from './webhook-endpoints.service';
import { WEBHOOK_NETWORK } from './webhook-network';
import { WebhookPruning } from './webhook-pruning.service';
import { WebhookSecretRotation } from './webhook-secret-rotation';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookSinkRepository } from './webhook-sink.repository';
import { WebhookSink } from './webhook-sink.service';

/** Tells programs of integrators what happened, over https. */
@Module({
  imports: [AuditModule, EmailModule],
  providers: [
    DeliveryAttempts,
    DeliveryClaimsRepository,
    DeliveryOutcomes,
    DeliveryOutcomesRepository,
    DeliveryPump,
    WebhookDeliveries,
    WebhookDeliveriesRepository,
    WebhookEndpoints,
    WebhookEndpointsRepository,
    WebhookPruning,
    WebhookSecretRotation,
    WebhookSecrets,
    WebhookSink,
    WebhookSinkRepository,
    {
      provide: WEBHOOK_NETWORK,
      inject: [CONFIGURATION],
      useFactory: ({ network }: Configuration) =>
        new NetworkPolicy(network.privateNetworksAllowed, dnsResolver()),
    },
  ],
  exports: [WebhookDeliveries, WebhookEndpoints, WebhookSecretRotation],
})
export class WebhooksModule {}
