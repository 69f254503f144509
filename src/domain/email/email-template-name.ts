import type { EmailCategory } from './email-category';

/** Every mail that Trellis writes by itself or on somebody's behalf. */
export const EMAIL_TEMPLATE_NAMES = [
  'welcome',
  'verify-email',
  'reset-password',
  'invitation',
  'coach-invitation',
  'session-summary',
  'milestone',
  'weekly-progress',
  'low-engagement',
  'crisis-alert',
  'guardian-consent',
  'guardian-consent-given',
  'export-ready',
  'erasure-done',
  'api-key-changed',
  'webhook-disabled',
  'notifications',
  'analytics-report',
] as const;
export type EmailTemplateName = (typeof EMAIL_TEMPLATE_NAMES)[number];

const CATEGORIES: Partial<Record<EmailTemplateName, EmailCategory>> = {
  'session-summary': 'session_summary',
  milestone: 'milestone',
  'weekly-progress': 'weekly_progress',
  'low-engagement': 'low_engagement',
  notifications: 'notifications',
};

/** Higher goes first: somebody may be in danger, or waits in front of the screen. */
const PRIORITIES: Partial<Record<EmailTemplateName, number>> = {
  'crisis-alert': 100,
  'reset-password': 50,
  'verify-email': 40,
  'weekly-progress': -10,
  'low-engagement': -10,
  'analytics-report': -10,
};

/** The kind of a template's mails; what is in no other kind is transactional. */
export function categoryOf(template: EmailTemplateName): EmailCategory {
  return CATEGORIES[template] ?? 'transactional';
}

/** Which mails go first when many wait: the higher the sooner. */
export function priorityOf(template: EmailTemplateName): number {
  return PRIORITIES[template] ?? 0;
}

/** Whether a text names a template. */
export function isEmailTemplateName(text: string): text is EmailTemplateName {
  return (EMAIL_TEMPLATE_NAMES as readonly string[]).includes(text);
}
