import type { Communication, StudentRecord } from '../../students/student-record';

/** How somebody likes to learn, as far as the record shows; null with the reason otherwise. */
export interface LearningStyle {
  readonly style: string | null;
  readonly reason: string | null;
}

/** How somebody communicates; what the record does not show is null. */
export interface CommunicationPreferences {
  readonly preferredMedium: string | null;
  readonly responseTime: string | null;
  readonly tone: string | null;
}

const STYLES: Readonly<Record<string, RegExp>> = {
  visual: /\b(?:art|design|photo\w*|film|drawing|painting|animation|architecture|geometry)\b/i,
  auditory: /\b(?:music|band|orchestra|choir|debate|podcast|radio|speech)\b/i,
  reading: /\b(?:writing|newspaper|journal\w*|literature|english|history|book|poetry|blog)\b/i,
  kinesthetic:
    /\b(?:robotics|lab|dance|theat\w+|sports?|soccer|football|track|swim\w*|cross country|tennis|basketball|volleyball|building|repair|maker|engineering|volunteer\w*)\b/i,
};
const FEWEST_SIGNS = 3;

/**
 * Counts activities and courses whose name speaks of a way of learning. With three signs or more
 * the most frequent way is named, and the second beside it when it has at least half as many.
 */
export function learningStyleOf(
  record: Pick<StudentRecord, 'activities' | 'courses'>,
): LearningStyle {
  const names = [...record.activities, ...record.courses].map(({ name }) => name);
  const counts = Object.entries(STYLES)
    .map(([style, pattern]) => ({
      style,
      count: names.filter((name) => pattern.test(name)).length,
    }))
    .toSorted((one, other) => other.count - one.count);
  const signs = counts.reduce((sum, { count }) => sum + count, 0);
  const [first, second] = counts;
  if (signs < FEWEST_SIGNS || first === undefined || second === undefined) {
    return {
      style: null,
      reason: `The record holds ${signs} of the ${FEWEST_SIGNS} signs that are needed; add activities and courses.`,
    };
  }
  const isMixed = second.count > 0 && second.count * 2 >= first.count;
  return { style: isMixed ? `${first.style}-${second.style}` : first.style, reason: null };
}

/** What comes later is no answer to what was asked. */
const LONGEST_WAIT_DAYS = 7;

const POLITE = /\b(?:dear|sincerely|regards|please|thank you|respectfully)\b/i;
const EASY = /\b(?:hey|hi|thanks|lol|awesome|cool|gonna)\b|!/i;

/**
 * Preferred medium: the channel of most of the student's messages. Response time: the median of
 * days between a message to the student and their next one within a week. Tone: which words are more frequent,
 * polite or easy ones, in the share of messages that hold them.
 */
export function communicationPreferencesOf({
  communications,
}: Pick<StudentRecord, 'communications'>): CommunicationPreferences {
  const own = communications.filter(({ fromStudent }) => fromStudent);
  return {
    preferredMedium: mostFrequent(own.map(({ channel }) => channel.toLowerCase())),
    responseTime: responseTimeOf(communications),
    tone: toneOf(own),
  };
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [top] = [...counts].toSorted((one, other) => other[1] - one[1]);
  return top?.[0] ?? null;
}

function responseTimeOf(communications: readonly Communication[]): string | null {
  const dated = communications
    .flatMap(({ sentOn, fromStudent }) =>
      sentOn === null ? [] : [{ day: Date.parse(sentOn) / 86_400_000, fromStudent }],
    )
    .toSorted((one, other) => one.day - other.day);
  const waits: number[] = [];
  let asked: number | null = null;
  for (const { day, fromStudent } of dated) {
    if (!fromStudent) asked ??= day;
    else if (asked !== null) {
      if (day - asked <= LONGEST_WAIT_DAYS) waits.push(day - asked);
      asked = null;
    }
  }
  const median = waits.toSorted((one, other) => one - other)[Math.floor((waits.length - 1) / 2)];
  if (median === undefined) return null;
  return median <= 1 ? 'within 24 hours' : `within ${median} days`;
}

function toneOf(own: readonly Communication[]): string | null {
  if (own.length === 0) return null;
  const share = (pattern: RegExp) =>
    own.filter(({ text }) => text.search(pattern) !== -1).length / own.length;
  const [polite, easy] = [share(POLITE), share(EASY)];
  if (polite === 0 && easy === 0) return 'neutral';
  if (polite > 0 && easy > 0) return 'professional yet friendly';
  return polite > 0 ? 'professional' : 'friendly';
}
