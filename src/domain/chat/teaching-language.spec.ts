import { teachingLanguage } from './teaching-language';

describe('teachingLanguage', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['zh-Hans-CN', 'zh-Hans-CN'],
    ['en-u-nu-latn', 'en'],
    ['de-DE-u-co-phonebk', 'de-DE'],
    ['en-x-ada-lovelace', 'en'],
    ['en-johnsmit', 'en'],
    ['es-419', 'es-419'],
  ])('of %s is %s', (locale, language) => {
    expect(teachingLanguage(locale)).toBe(language);
    expect(new Intl.DisplayNames(['en'], { type: 'language' }).of(language)).toMatch(/\w/);
  });
});
