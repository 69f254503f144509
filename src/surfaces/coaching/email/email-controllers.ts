import { CoachingEmailPreferencesController } from './email-preferences.controller';
import { CoachingEmailTemplatesController } from './email-templates.controller';
import { CoachingEmailsController } from './emails.controller';
import { CoachingSuppressionsController } from './suppressions.controller';

/** Mail in the coaching contract. */
export const EMAIL_CONTROLLERS = [
  CoachingEmailPreferencesController,
  CoachingEmailTemplatesController,
  CoachingSuppressionsController,
  CoachingEmailsController,
];
