import { readAmount } from './amount-reader';

const dollars = (words: string, isInDollars = false): (number | null)[] => {
  const { minCents, maxCents } = readAmount(words, isInDollars);
  return [minCents, maxCents].map((cents) => (cents === null ? null : cents / 100));
};

describe('readAmount', () => {
  it.each([
    ['$10,000', 10_000, 10_000],
    ['$1000.00 USD', 1_000, 1_000],
    ['USD $2,500', 2_500, 2_500],
    ['3000 USD', 3_000, 3_000],
    ['$5k', 5_000, 5_000],
    ['$5,000 - $12,500', 5_000, 12_500],
    ['$6,525-8,775 academic year', 6_525, 8_775],
    ['40,000 - 80,000 USD', 40_000, 80_000],
    ['Ranges from $1,500 to $15,000', 1_500, 15_000],
    ['$4,000–$8,000/year', 4_000, 8_000],
    ['Up to $55,000 per year', null, 55_000],
    ['Awards start at $1,000', 1_000, null],
    ['$20000 to full tuition', 20_000, null],
    ['$6,000 ($1,500 per year for four years)', 6_000, 6_000],
    ['$1,000 per year, renewable for up to four years', 1_000, 1_000],
    ['Up to 80 awards of $2,500 each', 2_500, 2_500],
  ])('reads %j', (words, min, max) => {
    expect(dollars(words)).toEqual([min, max]);
    expect(readAmount(words).text).toBe(words);
  });

  it.each([
    'EUR 6,000 - EUR 24,000',
    '€500',
    'Up to $92,645 AUD',
    '$6,000 Canadian Dollar',
    'C$5,000',
    'HK$14,500/month for PhD; HK$14,300/month for MPhil',
    '$3,000 USD per semester',
    '$800 USD per month',
    'Variable',
    'Full tuition',
    '50% of tuition',
    '1000',
    '2',
    '$10,000; $3,000; $2,000',
    'One $5,000 award and two $1,500 awards',
    'the average award is about $4,000',
    'Up to 80 awards of $2,500 in the 2026 cycle',
    'awards totaled $5,000 in the prior cycle',
    '$5,000 - $100',
    '$99,999,999,999',
  ])('keeps %j as words', (words) => {
    expect(readAmount(words)).toMatchObject({
      text: words,
      minCents: null,
      maxCents: null,
      problem: expect.any(String),
    });
  });

  it.each(['', 'N/A', '0', '0.00', '/'])('takes %j for no amount', (words) => {
    expect(readAmount(words)).toEqual({
      text: null,
      minCents: null,
      maxCents: null,
      problem: null,
    });
  });

  it('takes a bare number for dollars only where something says so', () => {
    expect(dollars('20000', true)).toEqual([20_000, 20_000]);
  });
});
