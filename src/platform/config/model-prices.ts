import { z } from 'zod';

const dollars = z.number().min(0).max(1_000_000);
const priceList = z.record(
  z.string().min(1),
  z.strictObject({ input_per_million_usd: dollars, output_per_million_usd: dollars }),
);

/** What models cost by name, in US dollars for a million tokens. */
export type ModelPrices = Readonly<z.infer<typeof priceList>>;

/** Reads a price list from JSON. */
export const modelPrices = z
  .string()
  .transform((text, context): ModelPrices => {
    const parsed = priceList.safeParse(fromJson(text));
    if (parsed.success) return parsed.data;
    context.addIssue({
      code: 'custom',
      message:
        'must be JSON such as {"a-model":{"input_per_million_usd":3,"output_per_million_usd":15}}',
    });
    return z.NEVER;
  })
  .default({});

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
