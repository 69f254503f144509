import type { StudentRecord } from '../../students/student-record';
import { evidenceFor, type TraitEvidence } from './trait-evidence';
import { type Trait, TRAITS } from './trait-rules';

/** A trait that the record shows. */
export interface FoundTrait {
  readonly trait: Trait;
  /** 0 to 1, to two decimals; see {@link traitConfidence}. */
  readonly confidence: number;
  readonly evidence: readonly TraitEvidence[];
}

/** Below this a trait is a guess and is left out. */
const LEAST_CONFIDENCE = 0.4;
const MOST_QUOTES = 4;

/**
 * (1 − 0.6^W) × (0.7 + 0.1 × min(3, K)), to two decimals: W is the sum of the weights of the
 * evidence, K the number of its kinds. More evidence adds less and less; of several kinds it
 * counts for more, because they don't depend on each other.
 */
export function traitConfidence(evidence: readonly TraitEvidence[]): number {
  const weight = evidence.reduce((sum, piece) => sum + piece.weight, 0);
  const kinds = new Set(evidence.map(({ kind }) => kind)).size;
  return Number(((1 - 0.6 ** weight) * (0.7 + 0.1 * Math.min(3, kinds))).toFixed(2));
}

/** The traits that the record shows, the surest first, each with the strongest of its evidence. */
export function traitsOf(record: StudentRecord): FoundTrait[] {
  return TRAITS.map((trait) => {
    const evidence = evidenceFor(trait, record);
    return {
      trait,
      confidence: traitConfidence(evidence),
      evidence: evidence.toSorted((one, other) => other.weight - one.weight).slice(0, MOST_QUOTES),
    };
  })
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .toSorted((one, other) => other.confidence - one.confidence);
}
