import { z } from 'zod';
import { emailSettings } from './email.settings';
import { line, mailAddress, timeZone, whole } from './setting-fields';
import { defineSettings } from './settings-category';

/** Who runs this installation. */
const generalSettings = defineSettings({
  category: 'general',
  schema: z.strictObject({
    organisation_name: line(120),
    support_email: mailAddress.nullable(),
    /** In which time zone days begin in figures and reports. */
    reporting_time_zone: timeZone,
  }),
  secrets: [],
  defaults: () => ({
    organisation_name: 'Trellis',
    support_email: null,
    reporting_time_zone: 'UTC',
  }),
});

/** What a student may upload. */
const documentSettings = defineSettings({
  category: 'documents',
  schema: z.strictObject({
    max_file_megabytes: whole(1, 1_024),
    /** All files of one student together. */
    quota_megabytes: whole(1, 102_400),
    max_files: whole(1, 100_000),
  }),
  secrets: [],
  defaults: () => ({ max_file_megabytes: 25, quota_megabytes: 500, max_files: 200 }),
});

const days = whole(1, 36_500);

/** How many days things are kept. */
const retentionSettings = defineSettings({
  category: 'retention',
  schema: z.strictObject({
    audit: days,
    email_messages: days,
    agent_runs: days,
    sign_ins: days,
    /** Documents that were deleted and may still be restored. */
    documents_deleted: days,
    exports: days,
    notifications: days,
    /** Hours in which an erasure that was asked for can be called off. */
    erasure_hours: whole(0, 8_760),
    /** Accounts of children whose guardian does not answer. */
    guardian_consent: days,
  }),
  secrets: [],
  defaults: () => ({
    audit: 2_555,
    email_messages: 180,
    agent_runs: 730,
    sign_ins: 180,
    documents_deleted: 30,
    exports: 7,
    notifications: 180,
    erasure_hours: 72,
    guardian_consent: 14,
  }),
});

/** Every category there is. */
export const SETTING_CATEGORIES = [
  documentSettings,
  emailSettings,
  generalSettings,
  retentionSettings,
] as const;

type Categories = (typeof SETTING_CATEGORIES)[number];
/** The name of a category. */
export type CategoryName = Categories['category'];
/** The values of a category, complete and checked. */
export type SettingsOf<Name extends CategoryName> = z.infer<
  Extract<Categories, { readonly category: Name }>['schema']
>;
