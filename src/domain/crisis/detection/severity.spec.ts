import type { CrisisCategory } from './category';
import type { EvidenceSpan } from './detection';
import { detectionOf, severityOf } from './severity';
import { bandOf } from './severity-band';

let counter = 0;

function span(category: CrisisCategory, severity: number): EvidenceSpan {
  counter += 1;
  const quote = `words ${counter}`;
  return { source: 'content', start: 0, end: 1, quote, category, severity, foundBy: 'rules' };
}

describe('The severity of spans', () => {
  it.each([
    ['nothing', [], 0],
    ['one span', [span('wish_to_be_dead', 0.5)], 0.5],
    ['the same twice', [span('wish_to_be_dead', 0.5), span('wish_to_be_dead', 0.2)], 0.5],
    // 1 − 0.68 · (1 − 0.25 · 0.2) = 0.354
    ['two weak ones', [span('hopelessness', 0.32), span('distress', 0.2)], 0.35],
    // 1 − 0.64 · (1 − 0.25 · 0.3) = 0.408
    [
      'weak ones that make moderate',
      [span('talk_of_suicide', 0.36), span('shared_experience', 0.3)],
      0.41,
    ],
    // 1 − 0.5 · (1 − 0.25 · 0.45) · (1 − 0.25 · 0.42) · (1 − 0.25 · 0.42) = 0.645, under the bound of high
    [
      'moderate ones that stay moderate',
      [
        span('wish_to_be_dead', 0.5),
        span('substance_use', 0.45),
        span('past_self_harm', 0.42),
        span('past_suicidal_thoughts', 0.42),
      ],
      0.59,
    ],
    // 1 − 0.05 · (1 − 0.25 · 0.95)^4 = 0.983
    [
      'all there is',
      [
        span('suicide_attempt', 0.95),
        span('suicide_plan', 0.95),
        span('suicide_intent', 0.95),
        span('self_harm', 0.95),
        span('abuse', 0.95),
      ],
      0.98,
    ],
    // 0.32 + 2 · 0.03
    [
      'hopelessness in three ways',
      [span('hopelessness', 0.32), span('hopelessness', 0.32), span('hopelessness', 0.32)],
      0.38,
    ],
  ])('is right for %s', (_, spans, score) => {
    expect(severityOf(spans)).toBe(score);
  });

  it('falls into the bands at their bounds', () => {
    expect([0, 0.39, 0.4, 0.59, 0.6, 0.79, 0.8, 1].map(bandOf)).toEqual([
      'low',
      'low',
      'moderate',
      'moderate',
      'high',
      'high',
      'imminent',
      'imminent',
    ]);
  });

  it('never falls when a span is added', () => {
    const weak = detectionOf([span('suicidal_thoughts', 0.6)]);
    const more = detectionOf([span('suicidal_thoughts', 0.6), span('distress', 0.2)]);
    expect(more.score).toBeGreaterThanOrEqual(weak.score);
    expect(more.spans[0]?.severity).toBe(0.6);
  });
});
