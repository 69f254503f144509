import { fieldsIn } from '../../opportunities/fields-of-study';
import type { Opportunity } from '../../opportunities/opportunity';
import type { StudentRecord } from '../../students/student-record';
import { checkRules } from './rule-check';

/** How well an opportunity fits a student, and why. */
export interface Match {
  /** False when the record breaks a rule that the opportunity states. */
  readonly isEligible: boolean;
  /** 0 to 1, to two decimals; null when nothing is known that could be compared. */
  readonly score: number | null;
  readonly reasons: readonly string[];
  /** What is not known or not there yet and would raise the score. */
  readonly wouldRaise: readonly string[];
}

interface Part {
  readonly weight: number;
  /** 0 to 1. */
  readonly fit: number;
  readonly reason: string;
  readonly raise: string | null;
}

/** How much each part counts among those that are known. */
const WEIGHTS = { rules: 0.5, fields: 0.3, topics: 0.2, strengths: 0.2 } as const;
/** So many shared words make a full fit of topics. */
const ENOUGH_TOPICS = 2;
/** A text shorter than this says too little about topics to judge by. */
const SHORTEST_TEXT = 40;
const WEAK_WORDS = new Set(
  'about also arts available club college from general high into program programs school science scholarship scholarships student students study that their this university with work would'.split(
    ' ',
  ),
);
/** What opportunities ask for, by words, and how a record shows it. */
const STRENGTHS: readonly {
  readonly name: string;
  readonly asked: RegExp;
  readonly isShown: (record: StudentRecord) => boolean;
}[] = [
  {
    name: 'leadership',
    asked: /\bleader(s|ship)?\b/i,
    isShown: ({ activities }) =>
      activities.some(({ leads, field }) => leads || field === 'LEADERSHIP'),
  },
  {
    name: 'community service',
    asked: /\b(community service|volunteer\w*|serv(e|ing) (their|the) communit\w+)\b/i,
    isShown: ({ activities }) => activities.some(({ field }) => field === 'COMMUNITY_SERVICE'),
  },
  {
    name: 'research',
    asked: /\bresearch\b/i,
    isShown: ({ activities }) =>
      activities.some(({ field, name }) => field === 'RESEARCH' || /\bresearch\b/i.test(name)),
  },
  {
    name: 'work experience',
    asked: /\bwork experience\b/i,
    isShown: ({ activities }) => activities.some(({ field }) => field === 'WORK'),
  },
];

/**
 * `score = Σ weight × fit ÷ Σ weight` over the parts that can be judged:
 * rules (0.5, fit 1 when at least one stated rule is met and none is broken), fields of study
 * (0.3, fit 1 when one is shared), topics (0.2, shared words ÷ 2, at most 1) and strengths
 * (0.2, share of what it asks for that the activities show). A part on which the opportunity or
 * the record is silent is left out of both sums: it neither helps nor harms. A text that shares no
 * topic says nothing by itself: without another part there is no score.
 */
export function matchOf(record: StudentRecord, opportunity: Opportunity): Match {
  const rules = checkRules(record, opportunity);
  const parts = [
    rules.met.length === 0
      ? null
      : { weight: WEIGHTS.rules, fit: 1, reason: rules.met.join(' '), raise: null },
    fieldsPart(record, opportunity),
    topicsPart(record, opportunity),
    strengthsPart(record, opportunity),
  ].filter((part): part is Part => part !== null);
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const points = parts.reduce((sum, { weight, fit }) => sum + weight * fit, 0);
  const isEligible = rules.unmet.length === 0;
  const isComparable = weights > WEIGHTS.topics || points > 0;
  const score = !isComparable ? null : Number((points / weights).toFixed(2));
  return {
    isEligible,
    score: isEligible ? score : 0,
    reasons: isEligible
      ? parts.filter(({ fit }) => fit > 0).map(({ reason }) => reason)
      : rules.unmet,
    wouldRaise: [...rules.open, ...parts.flatMap(({ raise }) => (raise === null ? [] : [raise]))],
  };
}

/** What a student wrote about where they are heading. */
export function directionOf({ interests, intendedMajors }: StudentRecord): string {
  return [...interests, ...intendedMajors].join(', ');
}

function fieldsPart(record: StudentRecord, { rules }: Opportunity): Part | null {
  const own = fieldsIn(directionOf(record));
  if (rules.fields === null || own.length === 0) return null;
  const shared = rules.fields.filter((field) => own.includes(field));
  const named = rules.fields.map(inWords).join(', ');
  return {
    weight: WEIGHTS.fields,
    fit: shared.length > 0 ? 1 : 0,
    reason: `It is for ${shared.map(inWords).join(', ')}, which the interests or majors name.`,
    raise: shared.length > 0 ? null : `It is for ${named}; the interests and majors name others.`,
  };
}

function topicsPart(record: StudentRecord, opportunity: Opportunity): Part | null {
  const own = topicWords(directionOf(record));
  const text = [opportunity.name, opportunity.description, opportunity.eligibility ?? ''].join(' ');
  if (own.size === 0 || text.length < SHORTEST_TEXT) return null;
  const its = topicWords(text);
  const shared = [...own].filter((word) => its.has(word)).toSorted();
  return {
    weight: WEIGHTS.topics,
    fit: Math.min(1, shared.length / ENOUGH_TOPICS),
    reason: `It speaks of ${shared.join(', ')}.`,
    raise: null,
  };
}

function strengthsPart(record: StudentRecord, opportunity: Opportunity): Part | null {
  const text = `${opportunity.description} ${opportunity.eligibility ?? ''}`;
  const asked = STRENGTHS.filter((strength) => strength.asked.test(text));
  if (asked.length === 0 || record.activities.length === 0) return null;
  const shown = asked.filter(({ isShown }) => isShown(record));
  const absent = asked.filter((strength) => !shown.includes(strength));
  const names = (strengths: typeof asked) => strengths.map(({ name }) => name).join(', ');
  return {
    weight: WEIGHTS.strengths,
    fit: shown.length / asked.length,
    reason: `It looks for ${names(shown)}, which the activities show.`,
    raise:
      absent.length === 0 ? null : `It looks for ${names(absent)}: add activities that show it.`,
  };
}

function topicWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !WEAK_WORDS.has(word)));
}

function inWords(field: string): string {
  return field.replaceAll('_', ' ');
}
