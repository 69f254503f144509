import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

const LONGEST = 60;

/** The country in which a number without an international prefix is read, ISO 3166-1 alpha-2. */
export type PhoneCountry = CountryCode;

/** The country of two letters in any case, or null for one of which no numbers are known. */
export function phoneCountryOf(text: string): PhoneCountry | null {
  const country = text.toUpperCase();
  return isSupportedCountry(country) ? country : null;
}

/**
 * A phone number as E.164; null for what is no number that can exist. An extension is left out:
 * E.164 has none.
 */
export function readPhoneNumber(text: string, country: PhoneCountry): string | null {
  if (text.length > LONGEST) return null;
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  return number?.isValid() === true ? number.number : null;
}
