import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { AnalyticsForAdminsOnly } from '../analytics.errors';

/** Reports are for those who run the installation. @throws AnalyticsForAdminsOnly */
export function requirePlatformAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new AnalyticsForAdminsOnly();
}
