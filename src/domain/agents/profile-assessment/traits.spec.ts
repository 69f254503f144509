import type { TraitEvidence } from './trait-evidence';
import { traitConfidence } from './traits';

const piece = (kind: TraitEvidence['kind'], weight: number): TraitEvidence => ({
  kind,
  source: `${kind}:1`,
  quote: 'words of the record',
  weight,
});

describe('traitConfidence', () => {
  it.each([
    [[], 0],
    [[piece('activity', 1)], 0.32],
    [[piece('activity', 1), piece('award', 1)], 0.58],
    [[piece('activity', 1), piece('activity', 1)], 0.51],
    [[piece('activity', 1), piece('award', 0.8), piece('course', 0.6)], 0.71],
  ])('is the documented formula', (evidence, expected) => {
    expect(traitConfidence(evidence)).toBe(expected);
  });

  it('grows with every piece, and is whole only over several kinds', () => {
    const many = Array.from({ length: 30 }, () => piece('activity', 1));
    const kinds = [piece('award', 1), piece('course', 1), piece('text', 0.3)];
    expect(traitConfidence([...many, ...kinds])).toBe(1);
    expect(traitConfidence(many)).toBe(0.8);
  });
});
