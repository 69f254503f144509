/**
 * The language to teach in: language, script and region of a locale. Everything else in a BCP 47 tag
 * is left out. Calendars and digits change no lesson, and private subtags are the student's own words.
 *
 * @param locale a valid tag, e.g. `en-x-ada` gives `en`.
 */
export function teachingLanguage(locale: string): string {
  const { language, script, region } = new Intl.Locale(locale);
  return [language, script, region].filter((part) => part !== undefined).join('-');
}
