import { seededNumbers } from './fuzz/seeded-choice';

/** Chance that comes out the same in every run of the same seed. */
export class Chance {
  private readonly next: () => number;

  constructor(seed: string) {
    this.next = seededNumbers(seed);
  }

  /** A whole number, both ends possible. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  of(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  /** @throws Error when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, order: this.next() }))
      .toSorted((one, other) => one.order - other.order)
      .map(({ item }) => item);
  }
}
