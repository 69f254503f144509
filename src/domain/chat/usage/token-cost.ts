import type { ModelPrices } from '../../../platform/config/model-prices';

/**
 * What tokens cost in whole micro-dollars, halves rounded up. Dollars for a million tokens are
 * micro-dollars for one, so the sum needs no other factor.
 *
 * @param model provider and name, e.g. `anthropic/claude-sonnet-4-5`; prices name either form.
 * @returns null for a model whose price nobody told us.
 */
export function costInMicrodollars(
  prices: ModelPrices,
  model: string,
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): number | null {
  const name = model.slice(model.indexOf('/') + 1);
  const known = [model, name].find((candidate) => Object.hasOwn(prices, candidate));
  const price = known === undefined ? undefined : prices[known];
  if (price === undefined) return null;
  return Math.round(
    tokens.inputTokens * price.input_per_million_usd +
      tokens.outputTokens * price.output_per_million_usd,
  );
}
