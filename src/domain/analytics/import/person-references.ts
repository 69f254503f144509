import { lastPart } from './last-part';

/**
 * What a person may be called in tables of people, the surest first: the reference itself, without
 * `mailto:`, and the last part of an address such as https://example.edu/users/554433.
 */
export function personReferences(...references: readonly (string | null)[]): string[] {
  const whole = references
    .filter((reference): reference is string => reference !== null)
    .map((reference) => reference.replace(/^(mailto:|urn:uuid:)/i, ''));
  const parts = whole.filter((reference) => /^https?:\/\//i.test(reference)).map(lastPart);
  return [...new Set([...whole, ...parts])];
}
