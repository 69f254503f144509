import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { MOST_OUTPUT_TOKENS } from './completion';
import { ModelNotOffered } from './completions.errors';
import { type OfferedModel, type Responder, RESPONDER } from './responder';

/** A model with what is known of it. */
export interface DescribedModel extends OfferedModel {
  /** How many tokens a reply has at most where a request says nothing. */
  readonly defaultOutputTokens: number;
  readonly mostOutputTokens: number;
  /** US dollars for a million tokens; null where nobody told us. */
  readonly prices: { readonly input: number; readonly output: number } | null;
}

/** The models that programs may ask. */
@Injectable()
export class CompletionModels {
  constructor(
    @Inject(RESPONDER) private readonly responder: Responder,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Every model that is offered, the default one first. */
  list(): readonly DescribedModel[] {
    const { model } = this.responder;
    const { prices } = this.configuration.chat;
    const known = [model.bookedAs, model.name].find((name) => Object.hasOwn(prices, name));
    const price = known === undefined ? undefined : prices[known];
    return [
      {
        ...model,
        defaultOutputTokens: this.defaultOutputTokens,
        mostOutputTokens: MOST_OUTPUT_TOKENS,
        prices:
          price === undefined
            ? null
            : { input: price.input_per_million_usd, output: price.output_per_million_usd },
      },
    ];
  }

  /** @param name null for the default one. @throws ModelNotOffered */
  get(name: string | null): DescribedModel {
    const offered = this.list();
    const found = offered.find((model) => name === null || model.name === name);
    if (found === undefined) {
      throw new ModelNotOffered(
        name ?? '',
        offered.map((model) => model.name),
      );
    }
    return found;
  }

  get defaultOutputTokens(): number {
    return Math.min(this.configuration.llm.maxOutputTokens, MOST_OUTPUT_TOKENS);
  }
}
