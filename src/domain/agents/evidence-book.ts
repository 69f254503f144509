import type { Evidence } from './agent';

/** Collects facts with their sources and numbers them in the order in which they are used. */
export class EvidenceBook {
  readonly #facts = new Map<string, Evidence>();

  /**
   * Notes a fact, once however often it is used.
   *
   * @returns its id.
   */
  add(source: string, fact: string): string {
    const key = `${source}\n${fact}`;
    const present = this.#facts.get(key);
    if (present !== undefined) return present.id;
    const evidence = { id: `e${this.#facts.size + 1}`, source, fact };
    this.#facts.set(key, evidence);
    return evidence.id;
  }

  get all(): Evidence[] {
    return [...this.#facts.values()];
  }
}
