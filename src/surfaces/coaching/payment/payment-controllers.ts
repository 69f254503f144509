import { CoachingAdminPlansController } from './admin-plans.controller';
import { CoachingEntitlementsController } from './entitlements.controller';
import { CoachingPaymentController } from './payment.controller';
import { CoachingReconciliationsController } from './reconciliations.controller';
import { CoachingSubscriptionsController } from './subscriptions.controller';

/** Everything about payments and what they entitle to. */
export const PAYMENT_CONTROLLERS = [
  CoachingAdminPlansController,
  CoachingEntitlementsController,
  CoachingPaymentController,
  CoachingReconciliationsController,
  CoachingSubscriptionsController,
];
