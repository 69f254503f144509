import type { EmailTemplateName } from '../email-template-name';
import { ACCOUNT_TEMPLATES } from './account-templates';
import { ADMIN_TEMPLATES } from './admin-templates';
import { COACHING_TEMPLATES } from './coaching-templates';
import type { EmailTemplate } from './email-template';
import { STUDENT_TEMPLATES } from './student-templates';

/** Every template by its name; its words here are version 1. */
export const STARTER_TEMPLATES: ReadonlyMap<EmailTemplateName, EmailTemplate> = new Map(
  [...ACCOUNT_TEMPLATES, ...ADMIN_TEMPLATES, ...COACHING_TEMPLATES, ...STUDENT_TEMPLATES].map(
    (template) => [template.name, template],
  ),
);

/** The template of that name. */
export function starterTemplate(name: EmailTemplateName): EmailTemplate {
  const template = STARTER_TEMPLATES.get(name);
  if (template === undefined) throw new Error(`The template "${name}" has no words to start with.`);
  return template;
}
