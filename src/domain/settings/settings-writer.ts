import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { NetworkPolicy } from '../../platform/network/network-policy';
import { SettingSecrets } from './setting-secrets';
import type { SettingsCategory, SettingValue, SettingValues } from './settings-category';
import { checkedFields } from './settings-input';
import { SettingsRepository, type StoredSettings } from './settings.repository';
import { effectiveValues } from './settings.service';

/** Adds versions of settings, one after the other. */
@Injectable()
export class SettingsWriter {
  constructor(
    private readonly stored: SettingsRepository,
    private readonly secrets: SettingSecrets,
    private readonly network: NetworkPolicy,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Merges the given fields into what holds; to be called inside a transaction. Null when nothing
   * would change.
   *
   * @throws UnknownSettings, Invalid
   */
  async write(
    category: SettingsCategory,
    given: Readonly<Record<string, unknown>>,
    changedBy: number,
  ): Promise<{ readonly version: number; readonly changedFields: readonly string[] } | null> {
    const fields = Object.entries(checkedFields(category, given));
    // Whoever changes at the same time waits here, and then merges into what this change leaves.
    await this.stored.lock();
    const before = (await this.stored.findLatest()).categories.get(category.category);
    const asked = fields.filter(([field, value]) => this.changes(before, category, field, value));
    const changed = [...asked, ...this.forgotten(before, category, asked)];
    if (changed.length === 0) return null;
    const isSecret = ([field]: readonly [string, SettingValue]) => category.secrets.includes(field);
    const values = merged(
      before?.values ?? {},
      changed.filter((one) => !isSecret(one)),
    );
    const effective = effectiveValues(category, this.configuration, values);
    category.check?.(effective, { configuration: this.configuration, network: this.network });
    const version = (before?.version ?? 0) + 1;
    const changedFields = changed.map(([field]) => field).toSorted();
    await this.stored.append({
      category: category.category,
      version,
      values,
      changedFields,
      changedBy,
    });
    for (const [field, value] of changed.filter(isSecret)) {
      if (value === null) await this.stored.deleteSecret(category.category, field);
      else await this.secrets.put(category.category, field, version, String(value));
    }
    return { version, changedFields };
  }

  /** Secrets that were for what changes now and are not given anew. */
  private forgotten(
    before: StoredSettings | undefined,
    { secretsAreFor = {} }: SettingsCategory,
    asked: readonly (readonly [string, SettingValue])[],
  ): [string, null][] {
    const isAsked = (field: string) => asked.some(([name]) => name === field);
    return (before?.secrets ?? [])
      .filter(({ field }) => !isAsked(field) && (secretsAreFor[field] ?? []).some(isAsked))
      .map(({ field }) => [field, null]);
  }

  /** A secret that is given counts as a change: nobody learns here whether it is the same one. */
  private changes(
    before: StoredSettings | undefined,
    { secrets }: SettingsCategory,
    field: string,
    value: SettingValue,
  ): boolean {
    if (!secrets.includes(field)) return (before?.values[field] ?? null) !== value;
    return value !== null || (before?.secrets.some((secret) => secret.field === field) ?? false);
  }
}

/** Null takes a field out, so that the default holds again. */
function merged(
  values: SettingValues,
  changed: readonly (readonly [string, SettingValue])[],
): SettingValues {
  return Object.fromEntries(
    Object.entries({ ...values, ...Object.fromEntries(changed) }).filter(
      ([, value]) => value !== null,
    ),
  );
}
