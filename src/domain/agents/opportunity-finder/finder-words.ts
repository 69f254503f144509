import { z } from 'zod';
import type { Examined } from '../agent';
import type { ComputedFinds, FoundOpportunity } from './finder-result';

/** What is written about what was found. */
export const FINDER_WORDS = z.strictObject({
  summary: z.string().min(1).max(1_500),
  nextSteps: z.array(z.string().min(1).max(300)).max(5),
  evidence: z.array(z.string()).max(60),
});
export type FinderWords = z.infer<typeof FINDER_WORDS>;

const MOST_MISSING = 3;

/** The words without a model. */
export function finderTemplate(examined: Examined<ComputedFinds>): FinderWords {
  const { computed, missing, evidence } = examined;
  const [best] = computed.opportunities;
  return {
    summary: best === undefined ? nothingFound(computed) : summaryOf(computed, best),
    nextSteps: [
      ...(best === undefined ? [] : [stepFor(best)]),
      ...computed.opportunities
        .filter(({ deadline }) => deadline === null)
        .slice(0, 1)
        .map(({ name }) => `Confirm the deadline of ${name} at its source before planning for it.`),
      ...(missing.length === 0
        ? []
        : [`Add to the record: ${missing.slice(0, MOST_MISSING).join(', ')}.`]),
    ],
    evidence: evidence.map(({ id }) => id).slice(0, 60),
  };
}

function summaryOf({ opportunities, notEligible }: ComputedFinds, best: FoundOpportunity): string {
  const count = opportunities.length;
  const dated = opportunities.filter(({ deadline }) => deadline !== null).length;
  return [
    count === 1 ? 'One opportunity fits.' : `${count} opportunities fit.`,
    `The first is ${best.name}${best.amount === null ? '' : ` (${best.amount})`}.`,
    `${dated} of them ${dated === 1 ? 'has' : 'have'} a confirmed deadline.`,
    ...(notEligible === 0 ? [] : [`${notEligible} were left out because a rule is not met.`]),
  ].join(' ');
}

function nothingFound({ notEligible }: ComputedFinds): string {
  return notEligible === 0
    ? 'Nothing in the catalogue meets these filters. Widen them, or import more opportunities.'
    : `Nothing fits: ${notEligible} opportunities were left out because a rule is not met.`;
}

function stepFor({ name, deadline, effortHours }: FoundOpportunity): string {
  const until = deadline === null ? '' : ` before ${deadline}`;
  const hours = effortHours === null ? '' : ` (about ${effortHours} hours)`;
  return `Start the application to ${name}${until}${hours}.`;
}
