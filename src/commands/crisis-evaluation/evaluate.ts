import { detectByRules } from '../../domain/crisis/detection/crisis-rules';
import { isDetected } from '../../domain/crisis/detection/severity-band';
import type { EvaluationData, LabelledCase } from './evaluation-data';

/** Gives the severity, 0 to 1, of what one person wrote. */
export type Scorer = (texts: readonly string[]) => number;

/** The steps of the labels, from no risk to the gravest. */
export const LEVELS = ['Supportive', 'Indicator', 'Ideation', 'Behavior', 'Attempt'] as const;

/** How many of how many were detected. */
export interface Share {
  readonly detected: number;
  readonly total: number;
}

/** What a scorer does on the collections. */
export interface Evaluation {
  readonly recall: Readonly<Record<(typeof LEVELS)[number], Share>>;
  readonly everyday: Share;
  readonly safePrompts: Share;
  readonly unsafePrompts: Share;
  readonly stress: Share;
  readonly counselling: Share;
  readonly studentsInCrisis: Share;
  readonly studentsNotInCrisis: Share;
}

/** A short list of phrases, such as anybody would write first: what the rules have to beat. */
const FLOOR_PHRASES = [
  'suicide',
  'suicidal',
  'kill myself',
  'killing myself',
  'want to die',
  'wanna die',
  'end my life',
  'end it all',
  'take my own life',
  'better off dead',
  'no reason to live',
  'hang myself',
  'hurt myself',
  'self harm',
];

/** The rules as they are. */
export const rules: Scorer = (texts) =>
  detectByRules(texts.map((text, index) => ({ source: `text:${index}`, text }))).score;

/** The floor: any phrase of a list is a crisis. */
export const floor: Scorer = (texts) => {
  const text = texts.join('\n').toLowerCase();
  return FLOOR_PHRASES.some((phrase) => text.includes(phrase)) ? 1 : 0;
};

/** Runs a scorer over every collection. */
export function evaluate(data: EvaluationData, scorer: Scorer): Evaluation {
  const share = (cases: readonly LabelledCase[]): Share => ({
    detected: cases.filter(({ texts }) => isDetected(scorer(texts))).length,
    total: cases.length,
  });
  const labelled = (cases: readonly LabelledCase[], label: string) =>
    share(cases.filter((entry) => entry.label === label));
  const level = (label: string) => labelled(data.columbiaScale, label);
  return {
    recall: {
      Supportive: level('Supportive'),
      Indicator: level('Indicator'),
      Ideation: level('Ideation'),
      Behavior: level('Behavior'),
      Attempt: level('Attempt'),
    },
    everyday: share(data.everyday),
    safePrompts: labelled(data.prompts, 'safe'),
    unsafePrompts: labelled(data.prompts, 'unsafe'),
    stress: share(data.stress),
    counselling: share(data.counselling),
    studentsInCrisis: labelled(data.students, 'crisis'),
    studentsNotInCrisis: labelled(data.students, 'no crisis'),
  };
}

/** The least recall on attempts and behaviour, and the most false alarms per 1,000 everyday texts. */
const LEAST_RECALL = 0.9;
const MOST_ALARMS = 5;

/** The bars that an evaluation misses, as sentences; none when it meets them all. */
export function missedBars({ recall, everyday, safePrompts }: Evaluation): string[] {
  const recalls = (['Attempt', 'Behavior'] as const)
    .filter((level) => rateOf(recall[level]) < LEAST_RECALL)
    .map((level) => `Recall on ${level} is below ${LEAST_RECALL}.`);
  return [
    ...recalls,
    ...(1_000 * rateOf(everyday) > MOST_ALARMS
      ? [`There are more than ${MOST_ALARMS} false alarms per 1,000 everyday texts.`]
      : []),
    ...(safePrompts.detected > 0 ? ['A harmless prompt is above low.'] : []),
  ];
}

/** Detected ÷ total; 0 of nothing. */
export function rateOf({ detected, total }: Share): number {
  return total === 0 ? 0 : detected / total;
}
