import { Forbidden } from '../../kernel/errors';

/** Somebody who does not run the installation asks for its figures. */
export class AnalyticsForAdminsOnly extends Forbidden {
  override readonly code = 'analytics_for_admins_only';

  constructor() {
    super('This is for platform admins only.');
  }
}
