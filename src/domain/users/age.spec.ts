import { isUnder } from './age';

describe('isUnder', () => {
  it('is over on the birthday', () => {
    expect(isUnder(13, '2013-05-10', new Date('2026-05-09T23:59:59Z'))).toBe(true);
    expect(isUnder(13, '2013-05-10', new Date('2026-05-10T00:00:00Z'))).toBe(false);
  });

  it('moves a leap day to 1 March', () => {
    expect(isUnder(13, '2012-02-29', new Date('2025-02-28T12:00:00Z'))).toBe(true);
    expect(isUnder(13, '2012-02-29', new Date('2025-03-01T00:00:00Z'))).toBe(false);
  });
});
