import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallableModel, ProviderModel } from './provider-model';

type Fetch = typeof globalThis.fetch;

/** Courses name their models; those that were not asked for longest are made anew. */
const MOST_KEPT = 50;

/**
 * The models of a provider's library, one of each name for all calls, although each call sends
 * through a `fetch` of its own. A model of the OpenAI-compatible library builds the schemas of its
 * replies, tens of kilobytes, which every call that waits for its reply would hold for itself.
 */
export class SharedModels {
  private readonly calls = new AsyncLocalStorage<Fetch>();
  private readonly models = new Map<string, ProviderModel>();

  /** @param create makes the model of a name; all that it sends goes through the given `fetch`. */
  constructor(private readonly create: (name: string, fetch: Fetch) => ProviderModel) {}

  /** The model of a name for one call, which sends through the given `fetch`. */
  through(name: string, fetch: Fetch): CallableModel {
    const model = this.modelOf(name);
    return { doStream: (call) => this.calls.run(fetch, () => model.doStream(call)) };
  }

  private modelOf(name: string): ProviderModel {
    const model = this.models.get(name) ?? this.create(name, this.send);
    this.models.delete(name);
    this.models.set(name, model);
    if (this.models.size > MOST_KEPT) {
      const [oldest] = this.models.keys();
      if (oldest !== undefined) this.models.delete(oldest);
    }
    return model;
  }

  private readonly send: Fetch = async (input, init) => {
    const fetch = this.calls.getStore();
    if (fetch === undefined) throw new Error('A model sends something outside of a call.');
    return fetch(input, init);
  };
}
