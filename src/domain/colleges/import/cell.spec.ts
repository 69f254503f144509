import { digits, knownNumber, knownText } from './cell';

describe('A cell', () => {
  it.each(['', ' ', 'NULL', 'PrivacySuppressed', 'PS', '.', 'NA', 'n/a', '-', 'nan'])(
    'with "%s" holds no number, and never 0',
    (cell) => {
      expect(knownNumber(cell)).toBeNull();
      expect(knownText(cell)).toBeNull();
    },
  );

  it.each([
    ['0', 0],
    ['-769', -769],
    ['14559.0', 14_559],
    ['.6863593', 0.686_359_3],
    ['1e-3', 0.001],
  ])('with "%s" holds %d', (cell, number) => {
    expect(knownNumber(cell)).toBe(number);
  });

  it.each(['12 apples', '$5', '0x10', '1,234', 'Infinity', '--5'])(
    'with "%s" is not readable',
    (cell) => {
      expect(knownNumber(cell)).toBe('unreadable');
    },
  );

  it('keeps and restores the leading zeros of keys', () => {
    expect(digits('100200', 8)).toBe('00100200');
    expect(digits('001002', 6)).toBe('001002');
    expect(digits('1002.0', 6)).toBe('001002');
    expect(digits('-99', 6)).toBeNull();
    expect(digits('1234567', 6)).toBeNull();
  });
});
