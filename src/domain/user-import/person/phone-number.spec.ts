import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { phoneCountryOf, readPhoneNumber } from './phone-number';

/** One number of each region; not part of the repository, so a handful stands in for it. */
const REAL = path.resolve(process.cwd(), '../shared/data/csv_import/phone_examples_by_region.csv');
const SOME = `region,country_code,type,national_number
US,1,mobile,2015550123
GB,44,mobile,7400123456
DE,49,fixedLine,30123456
FR,33,mobile,612345678
IT,39,fixedLine,0212345678
IN,91,mobile,8123456789
KE,254,mobile,712123456
`;

interface Example {
  readonly region: string;
  readonly country_code: string;
  readonly national_number: string;
}

const EXAMPLES = parse(existsSync(REAL) ? readFileSync(REAL, 'utf8') : SOME, {
  columns: true,
}) as Example[];

describe('readPhoneNumber', () => {
  it('reads a number of every region, at home and from abroad', () => {
    const misread = EXAMPLES.flatMap(({ region, country_code: code, national_number: number }) => {
      const expected = `+${code}${number}`;
      const home = phoneCountryOf(region);
      const read = [
        readPhoneNumber(expected, 'US'),
        ...(home === null ? [] : [readPhoneNumber(number, home)]),
      ];
      return read.every((one) => one === expected) ? [] : [[region, number, read]];
    });
    expect(EXAMPLES.length).toBeGreaterThan(5);
    expect(misread).toEqual([]);
  });

  it('reads what people write around the digits', () => {
    for (const text of [
      '(206) 555-0100',
      '206.555.0100',
      '+1 206 555 0100',
      '1-206-555-0100 x23',
    ]) {
      expect(readPhoneNumber(text, 'US')).toBe('+12065550100');
    }
  });

  it('refuses what is no number that can exist', () => {
    for (const text of [
      '555-1234',
      '0',
      'call me',
      '+11234567890',
      '2.06555E+09',
      '='.repeat(99),
    ]) {
      expect(readPhoneNumber(text, 'US')).toBeNull();
    }
  });

  it('knows countries by two letters', () => {
    expect(phoneCountryOf('de')).toBe('DE');
    expect(phoneCountryOf('XX')).toBeNull();
  });
});
