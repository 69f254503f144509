import type { CrisisCategory } from './category';

/** A family of ways to say one thing, as one pattern over plain text. */
export interface Phrase {
  readonly category: CrisisCategory;
  readonly pattern: RegExp;
  /**
   * An act against oneself that the words around it make a thought, an intent, a plan, an attempt or
   * a denial. Other phrases say it all themselves.
   */
  readonly isAct: boolean;
  /** The words before it decide nothing, e.g. because the negation is part of the phrase. */
  readonly isPlain: boolean;
}

/** At most so many further words, then a space: the bound keeps matching linear. */
export function words(most: number): string {
  return `(?:[ ,]+[a-z]+){0,${most}}[ ,]+`;
}

/** A family in a language that writes words in Latin letters. */
export function phrase(
  category: CrisisCategory,
  alternatives: readonly string[],
  kind: 'act' | 'statement' | 'plain' = 'statement',
): Phrase {
  return {
    category,
    pattern: new RegExp(`(?<![a-z])(?:${alternatives.join('|')})(?![a-z])`, 'g'),
    isAct: kind === 'act',
    isPlain: kind === 'plain',
  };
}

/** A family in a script without word boundaries that the engine knows. */
export function scriptPhrase(category: CrisisCategory, alternatives: readonly string[]): Phrase {
  return {
    category,
    pattern: new RegExp(alternatives.join('|'), 'gu'),
    isAct: false,
    isPlain: true,
  };
}
