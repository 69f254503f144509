import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { SETTING_CATEGORIES, type CategoryName, type SettingsOf } from './setting-categories';
import { SettingSecrets } from './setting-secrets';
import type { SettingsCategory, SettingValues } from './settings-category';
import { SettingsRepository, type SettingsSnapshot } from './settings.repository';

/** How long the database is not asked again, in milliseconds; a change acts within that time. */
const FRESH_MS = 2_000;

/** What this process knows, and what it read of it already. */
interface Known extends SettingsSnapshot {
  readonly values: Map<string, SettingValues>;
}

/**
 * The settings that hold now: what administrators set, and the configuration for the rest. Every
 * process looks again after two seconds, and only when somebody asks; a change acts without a
 * restart.
 */
@Injectable()
export class Settings {
  private known: Known | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly stored: SettingsRepository,
    private readonly secrets: SettingSecrets,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * The values of a category, secrets in clear. Usually answered from memory.
   *
   * @throws SecretKeyUnknown or SecretDamaged for a secret that cannot be opened.
   */
  async current<Name extends CategoryName>(name: Name): Promise<SettingsOf<Name>> {
    const known = await this.latest();
    const values = known.values.get(name) ?? this.read(name, known);
    known.values.set(name, values);
    return values as SettingsOf<Name>;
  }

  /** Looks into the database now, so that a change which was just made acts here at once. */
  async refresh(): Promise<void> {
    this.askedAt = Number.NEGATIVE_INFINITY;
    await this.latest();
  }

  /** What is known; while one call looks for news, the others go on with what there was. */
  private async latest(): Promise<Known> {
    const now = performance.now();
    if (this.known !== null && now - this.askedAt < FRESH_MS) return this.known;
    this.askedAt = now;
    try {
      const { known } = this;
      if (known !== null && (await this.stored.findRevision()) <= known.revision) return known;
      return this.learn(await this.stored.findLatest());
    } catch (error) {
      this.askedAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }

  /** Of two answers that crossed each other the newer one stays. */
  private learn(snapshot: SettingsSnapshot): Known {
    if (this.known === null || snapshot.revision > this.known.revision) {
      this.known = { ...snapshot, values: new Map() };
    }
    return this.known;
  }

  private read(name: string, { categories }: SettingsSnapshot): SettingValues {
    const category: SettingsCategory | undefined = SETTING_CATEGORIES.find(
      (one) => one.category === name,
    );
    if (category === undefined) throw new Error(`No settings are defined as "${name}".`);
    const stored = categories.get(name);
    const secrets = stored?.secrets ?? [];
    return effectiveValues(category, this.configuration, {
      ...stored?.values,
      ...Object.fromEntries(secrets.map((secret) => [secret.field, this.secrets.open(secret)])),
    });
  }
}

/** What was set where it still fits its schema, and the default everywhere else. */
export function effectiveValues(
  category: SettingsCategory,
  configuration: Configuration,
  given: SettingValues,
): SettingValues {
  const { shape } = category.schema;
  const fitting = Object.fromEntries(
    Object.entries(given).filter(([field, value]) => shape[field]?.safeParse(value).success),
  );
  return { ...category.defaults(configuration, fitting), ...fitting };
}
