import { Invalid, type Issue } from '../../kernel/errors';
import type { SettingsCategory, SettingValues } from './settings-category';
import { UnknownSettings } from './settings.errors';

/** What is shown in place of a secret, and what leaves it as it is when it comes back. */
export const MASK = '********';

/**
 * The given fields, checked each by its schema. Null stands for the default. A mask that came back
 * is left out.
 *
 * @throws UnknownSettings naming every field that the category doesn't have.
 * @throws Invalid naming every field whose value doesn't fit.
 */
export function checkedFields(
  { category, schema, secrets }: SettingsCategory,
  given: Readonly<Record<string, unknown>>,
): SettingValues {
  const unknown = Object.keys(given).filter((field) => !Object.hasOwn(schema.shape, field));
  if (unknown.length > 0) throw new UnknownSettings(category, unknown);
  const fields = Object.entries(given).filter(
    ([field, value]) => !(secrets.includes(field) && value === MASK),
  );
  const issues: Issue[] = [];
  const values = fields.map(([field, value]) => {
    if (value === null) return [field, null] as const;
    const parsed = schema.shape[field]?.safeParse(value);
    if (parsed?.success) return [field, parsed.data] as const;
    const message = parsed?.error.issues[0]?.message ?? 'value does not fit';
    issues.push({ path: ['body', 'settings', field], message, rule: 'value_error' });
    return [field, null] as const;
  });
  if (issues.length > 0) throw new Invalid(issues);
  return Object.fromEntries(values);
}
