import { type Actor, holdsRole, isPlatformAdmin } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { EmailVariables } from './email';
import { EmailUnwritable, MayNotSendEmail } from './email.errors';
import type { DraftContent } from './email-draft';
import type { EmailTemplateName } from './email-template-name';
import { PRODUCT } from './product';
import type { EmailWording } from './templates/email-template';
import { starterTemplate } from './templates/starter-templates';
import { renderWording } from './templates/template-engine';

/** What a coach may write besides their own words. */
const FOR_COACHES: ReadonlySet<EmailTemplateName> = new Set(['session-summary', 'milestone']);
/** What only the program itself has a reason to write. */
const BY_THE_PROGRAM: ReadonlySet<EmailTemplateName> = new Set([
  'analytics-report',
  'api-key-changed',
  'crisis-alert',
  'erasure-done',
  'export-ready',
  'guardian-consent',
  'guardian-consent-given',
  'notifications',
  'webhook-disabled',
]);
const LONGEST_VARIABLES = 20_000;
const FURTHEST_MS = 366 * 24 * 3_600_000;

/** @throws MayNotSendEmail for people who send no mail, and for what is not theirs to send. */
export function requireMaySend(actor: Actor, content: DraftContent): void {
  if (!isPlatformAdmin(actor) && !holdsRole(actor, 'COACH')) {
    throw new MayNotSendEmail('Only coaches and platform admins send e-mail.');
  }
  if (!('template' in content)) return;
  if (BY_THE_PROGRAM.has(content.template)) {
    throw new MayNotSendEmail('This mail is sent by the program alone.');
  }
  if (!isPlatformAdmin(actor) && !FOR_COACHES.has(content.template)) {
    throw new MayNotSendEmail(
      `Coaches send ${[...FOR_COACHES].join(' and ')}, or their own words.`,
    );
  }
}

/** @throws Invalid for a moment that is past or more than a year away. */
export function requireSendable(sendAt: Date | null): void {
  if (sendAt === null) return;
  const ahead = sendAt.getTime() - Date.now();
  if (ahead <= 0 || ahead > FURTHEST_MS) {
    throw Invalid.field('send_at', 'value is not a moment within the next year');
  }
}

/**
 * Tries a template with the values it will have.
 *
 * @throws Invalid naming the placeholder for values that are unknown, missing or too large.
 */
export function requireWritable(
  name: EmailTemplateName,
  wording: EmailWording,
  variables: EmailVariables,
): void {
  const { variables: declared, link } = starterTemplate(name);
  const unknown = Object.keys(variables).find((variable) => !Object.hasOwn(declared, variable));
  if (unknown !== undefined) {
    throw Invalid.field('variables', `the template has no variable ${unknown.slice(0, 60)}`);
  }
  if (JSON.stringify(variables).length > LONGEST_VARIABLES) {
    throw Invalid.field('variables', `the values have more than ${LONGEST_VARIABLES} characters`);
  }
  const given = { name: 'Example', product: PRODUCT, ...(link && { link: 'example' }) };
  try {
    renderWording(wording, { ...given, ...variables });
  } catch (error) {
    if (error instanceof EmailUnwritable) throw Invalid.field('variables', error.message);
    throw error;
  }
}
