import { CoachingPrivacyExportsController } from './exports.controller';
import { CoachingGuardianConsentsController } from './guardian-consents.controller';
import { CoachingPersonalDataController } from './personal-data.controller';
import { CoachingPrivacyController } from './privacy.controller';

/** Students' rights under /api/privacy, and what administrators do on their behalf. */
export const PRIVACY_CONTROLLERS = [
  CoachingGuardianConsentsController,
  CoachingPersonalDataController,
  CoachingPrivacyController,
  CoachingPrivacyExportsController,
];
