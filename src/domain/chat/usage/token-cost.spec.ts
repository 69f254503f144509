import { costInMicrodollars } from './token-cost';

const PRICES = {
  'claude-sonnet-4-5': { input_per_million_usd: 3, output_per_million_usd: 15 },
  'bedrock/small/one': { input_per_million_usd: 0.25, output_per_million_usd: 1.25 },
};

describe('costInMicrodollars', () => {
  it('multiplies tokens with their prices', () => {
    const tokens = { inputTokens: 120, outputTokens: 34 };
    expect(costInMicrodollars(PRICES, 'anthropic/claude-sonnet-4-5', tokens)).toBe(870);
  });

  it('rounds a fraction of a micro-dollar once, at the end', () => {
    const cost = (inputTokens: number, outputTokens: number) =>
      costInMicrodollars(PRICES, 'bedrock/small/one', { inputTokens, outputTokens });
    expect(cost(1, 0)).toBe(0);
    expect(cost(2, 0)).toBe(1);
    expect(cost(1, 1)).toBe(2);
  });

  it.each(['anthropic/other', 'anthropic/constructor', 'claude', ''])(
    'knows no price of %p',
    (model) => {
      expect(costInMicrodollars(PRICES, model, { inputTokens: 9, outputTokens: 9 })).toBeNull();
    },
  );
});
