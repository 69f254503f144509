import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { SETTING_CATEGORIES } from './setting-categories';
import type { SettingsCategory, SettingValues } from './settings-category';
import { SettingsWriter } from './settings-writer';
import {
  SettingsCategoryNotFound,
  SettingsNotAllowed,
  UnknownSettingsCategory,
} from './settings.errors';
import { MASK } from './settings-input';
import {
  type ChangedBy,
  type SettingsChange,
  SettingsRepository,
  type StoredSettings,
} from './settings.repository';
import { effectiveValues, Settings } from './settings.service';

/** A category as administrators see it. */
export interface ShownSettings {
  readonly category: string;
  /** How often it was changed. */
  readonly version: number;
  /** Every field; secrets masked. */
  readonly values: SettingValues;
  /** Null while everything is as configured. */
  readonly changedAt: Date | null;
  readonly changedBy: ChangedBy | null;
}

/** Settings as platform admins see and change them. */
@Injectable()
export class SettingsAdministrationService {
  constructor(
    private readonly database: Database,
    private readonly stored: SettingsRepository,
    private readonly writer: SettingsWriter,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Every category.
   *
   * @throws SettingsNotAllowed
   */
  async list(actor: Actor): Promise<ShownSettings[]> {
    requirePlatformAdmin(actor);
    const { categories } = await this.stored.findLatest();
    return SETTING_CATEGORIES.map((one) => this.show(one, categories.get(one.category)));
  }

  /**
   * One category.
   *
   * @throws SettingsNotAllowed
   * @throws SettingsCategoryNotFound
   */
  async get(actor: Actor, name: string): Promise<ShownSettings> {
    requirePlatformAdmin(actor);
    const category = categoryNamed(name);
    if (category === null) throw new SettingsCategoryNotFound();
    const { categories } = await this.stored.findLatest();
    return this.show(category, categories.get(name));
  }

  /**
   * Who changed which fields of a category when, the newest first.
   *
   * @throws SettingsNotAllowed
   * @throws SettingsCategoryNotFound
   */
  async changes(actor: Actor, name: string, slice: Slice): Promise<Page<SettingsChange>> {
    requirePlatformAdmin(actor);
    if (categoryNamed(name) === null) throw new SettingsCategoryNotFound();
    return this.stored.findChanges(name, slice);
  }

  /**
   * Changes the given fields and leaves the others as they are. Acts here at once and in other
   * processes within seconds.
   *
   * @param given values by field; null puts the configured default back, a mask changes nothing.
   * @throws SettingsNotAllowed
   * @throws UnknownSettingsCategory, UnknownSettings, Invalid
   */
  async change(
    actor: Actor,
    name: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ShownSettings> {
    requirePlatformAdmin(actor);
    const category = categoryNamed(name);
    if (category === null) throw new UnknownSettingsCategory(SETTING_CATEGORIES.map(nameOf));
    await this.database.transaction(async () => {
      const change = await this.writer.write(category, given, actor.userId);
      if (change === null) return;
      await this.audit.record({
        actor,
        action: 'settings.change',
        subjectType: 'settings',
        subjectIds: [name],
        details: { version: change.version, fields: change.changedFields },
      });
    });
    await this.settings.refresh();
    return this.get(actor, name);
  }

  private show(category: SettingsCategory, stored: StoredSettings | undefined): ShownSettings {
    const set = new Set(stored?.secrets.map(({ field }) => field));
    const values = effectiveValues(category, this.configuration, stored?.values ?? {});
    const masked = category.secrets.map((field) => [
      field,
      set.has(field) || (values[field] ?? null) !== null ? MASK : null,
    ]);
    return {
      category: category.category,
      version: stored?.version ?? 0,
      values: { ...values, ...Object.fromEntries(masked) },
      changedAt: stored?.changedAt ?? null,
      changedBy: stored?.changedBy ?? null,
    };
  }
}

function categoryNamed(name: string): SettingsCategory | null {
  return SETTING_CATEGORIES.find(({ category }) => category === name) ?? null;
}

function nameOf({ category }: { readonly category: string }): string {
  return category;
}

function requirePlatformAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new SettingsNotAllowed();
}
