/** The kinds of mail that people may refuse. */
export const REFUSABLE_CATEGORIES = [
  'session_summary',
  'milestone',
  'weekly_progress',
  'low_engagement',
  'announcements',
  'notifications',
] as const;
export type RefusableCategory = (typeof REFUSABLE_CATEGORIES)[number];

/** Every kind of mail. Transactional mails belong to something the person did or must know. */
export type EmailCategory = RefusableCategory | 'transactional';

/** Whether people may refuse mails of this kind. */
export function isRefusable(category: string): category is RefusableCategory {
  return (REFUSABLE_CATEGORIES as readonly string[]).includes(category);
}
