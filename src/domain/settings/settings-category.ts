import type { z } from 'zod';
import type { Configuration } from '../../platform/config/configuration';
import type { NetworkPolicy } from '../../platform/network/network-policy';

/** What fields of a category may hold: an object of plain values, each nullable or not. */
export type SettingsSchema = z.ZodObject<Record<string, z.ZodType<SettingValue>>>;
/** One field's value. */
export type SettingValue = string | number | boolean | null;
/** Fields by name, as they are stored and shown. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** A group of settings that are changed together. */
export interface SettingsCategory<
  Name extends string = string,
  Schema extends SettingsSchema = SettingsSchema,
> {
  readonly category: Name;
  readonly schema: Schema;
  /** Fields that are stored sealed and shown masked; their schema is a nullable text. */
  readonly secrets: readonly (keyof z.infer<Schema> & string)[];
  /**
   * For whom a secret is: it is forgotten when one of these fields changes and it isn't given anew,
   * so that nobody who may change settings can have it sent to a server of their own.
   */
  readonly secretsAreFor?: Readonly<Record<string, readonly (keyof z.infer<Schema> & string)[]>>;
  /** What holds for fields that nobody set, beside those that somebody did. */
  readonly defaults: (
    configuration: Configuration,
    given: Readonly<Partial<z.infer<Schema>>>,
  ) => z.infer<Schema>;
  /**
   * What the schema alone cannot say of the values as they would be.
   *
   * @throws Invalid
   */
  readonly check?: (values: z.infer<Schema>, surroundings: Surroundings) => void;
}

/** What values are checked against. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly network: NetworkPolicy;
}

/** Declares a category with the types of its fields. */
export function defineSettings<Name extends string, Schema extends SettingsSchema>(
  definition: SettingsCategory<Name, Schema>,
): SettingsCategory<Name, Schema> {
  return definition;
}
