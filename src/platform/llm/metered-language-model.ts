import { Injectable } from '@nestjs/common';
import { type Counter, Metrics } from '../metrics/metrics';
import type { TimeHistogram } from '../metrics/time-histogram';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model';

/** What a model is asked for, as metrics name it. */
export type ModelPurpose = 'tutor' | 'writer' | 'responder' | 'crisis reader';

/** Counts calls of language models, their tokens, and how long the first text takes. */
@Injectable()
export class ModelMeter {
  readonly calls: Counter<'purpose' | 'outcome'>;
  readonly tokens: Counter<'purpose' | 'direction'>;
  readonly firstText: TimeHistogram;

  constructor(metrics: Metrics) {
    this.calls = metrics.counter(
      { name: 'trellis_model_calls_total', help: 'Calls of the language model by outcome.' },
      ['purpose', 'outcome'],
    );
    this.tokens = metrics.counter(
      { name: 'trellis_model_tokens_total', help: 'Tokens that the provider counted.' },
      ['purpose', 'direction'],
    );
    this.firstText = metrics.times({
      name: 'trellis_model_first_text_seconds',
      help: 'Time from a call of the language model to its first text.',
    });
  }

  /** The same model; each of its calls is counted. */
  metered(model: LanguageModel, purpose: ModelPurpose): LanguageModel {
    return new MeteredLanguageModel(model, this, purpose);
  }
}

class MeteredLanguageModel implements LanguageModel {
  readonly provider: string;
  private readonly firstText;

  constructor(
    private readonly model: LanguageModel,
    private readonly meter: ModelMeter,
    private readonly purpose: ModelPurpose,
  ) {
    this.provider = model.provider;
    this.firstText = meter.firstText.add({ purpose });
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelPart, void, undefined> {
    const begin = performance.now();
    let outcome = 'abandoned';
    let isSilent = true;
    try {
      for await (const part of this.model.stream(request)) {
        if (isSilent) {
          isSilent = false;
          this.firstText.observe((performance.now() - begin) / 1_000);
        }
        if (part.type === 'finish') {
          outcome = 'finished';
          this.countTokens(part);
        }
        yield part;
      }
    } catch (error) {
      outcome = request.signal.aborted ? 'abandoned' : 'failed';
      throw error;
    } finally {
      this.meter.calls.inc({ purpose: this.purpose, outcome });
    }
  }

  private countTokens({ usage }: Extract<ModelPart, { type: 'finish' }>): void {
    const { purpose } = this;
    // A provider may say anything; a counter takes no step back.
    this.meter.tokens.inc({ purpose, direction: 'input' }, Math.max(0, usage?.inputTokens ?? 0));
    this.meter.tokens.inc({ purpose, direction: 'output' }, Math.max(0, usage?.outputTokens ?? 0));
  }
}
