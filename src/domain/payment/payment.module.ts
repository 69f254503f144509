import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EntitlementsModule } from '../entitlements/entitlements.module';
import { UsersModule } from '../users/users.module';
import { BillingPortal } from './billing-portal.service';
import { CatalogueRepository } from './catalogue.repository';
import { Catalogue } from './catalogue.service';
import { CheckoutService } from './checkout.service';
import { CheckoutsRepository } from './checkouts.repository';
import { CustomersRepository } from './customers.repository';
import { Customers } from './customers.service';
import { HeldRecords } from './held-records';
import { PaymentHistory } from './payment-history.service';
import { PaymentKeeper } from './payment-keeper';
import { PaymentPersonalData } from './payment-personal-data';
import { PaymentReadings } from './payment-readings.repository';
import { PaymentRecords } from './payment-records';
import { PaymentSync } from './payment-sync.service';
import { PaymentsRepository } from './payments.repository';
import { Purchases } from './purchases.service';
import { Reconciler } from './reconciler';
import { ReconciliationsRepository } from './reconciliations.repository';
import { ReconciliationsService } from './reconciliations.service';
import { StripeEventsRepository } from './stripe-events.repository';
import { StripeEvents } from './stripe-events.service';
import { SubscriptionKeeper } from './subscription-keeper';
import { SubscriptionsRepository } from './subscriptions.repository';
import { SubscriptionsService } from './subscriptions.service';

/** What is sold, who bought it, and what Stripe says about it. */
@Module({
  imports: [AuditModule, EntitlementsModule, UsersModule],
  providers: [
    BillingPortal,
    Catalogue,
    CatalogueRepository,
    CheckoutService,
    CheckoutsRepository,
    Customers,
    CustomersRepository,
    HeldRecords,
    PaymentHistory,
    PaymentKeeper,
    PaymentPersonalData,
    PaymentReadings,
    PaymentRecords,
    PaymentSync,
    PaymentsRepository,
    Purchases,
    Reconciler,
    ReconciliationsRepository,
    ReconciliationsService,
    StripeEvents,
    StripeEventsRepository,
    SubscriptionKeeper,
    SubscriptionsRepository,
    SubscriptionsService,
  ],
  exports: [
    BillingPortal,
    Catalogue,
    CheckoutService,
    PaymentHistory,
    PaymentPersonalData,
    ReconciliationsService,
    StripeEvents,
    SubscriptionsService,
  ],
})
export class PaymentModule {}
