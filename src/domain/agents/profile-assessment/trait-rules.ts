import type { Activity } from '../../students/student-record';

/** The traits that are looked for, in the order in which equals are listed. */
export const TRAITS = [
  'analytical',
  'creative',
  'leader',
  'persistent',
  'collaborative',
  'curious',
  'organised',
  'communicator',
] as const;
export type Trait = (typeof TRAITS)[number];

/** What speaks for a trait. Patterns are matched against names and roles, words against texts. */
export interface TraitRule {
  readonly fields: readonly Activity['field'][];
  readonly activityNames: RegExp | null;
  readonly courses: RegExp | null;
  readonly awards: RegExp | null;
  /** Words of essays and of the student's messages; one text speaks once, weakly. */
  readonly words: RegExp;
}

/** The documented rules, trait by trait. What is not a name or a word is in `trait-evidence.ts`. */
export const TRAIT_RULES: Readonly<Record<Trait, TraitRule>> = {
  analytical: {
    fields: ['STEM', 'RESEARCH', 'ACADEMIC'],
    activityNames: /\b(?:math|chess|coding|programming|robotics|engineering|physics)\w*/i,
    courses: /\b(?:math|algebra|calculus|statistics|physics|chemistry|computer|economics)\w*/i,
    awards: /\b(?:math|science|physics|chemistry|computing|informatics|olympiad|engineering)\w*/i,
    words:
      /\b(?:solv(?:e|ed|ing)|analy[sz]\w*|data|experiment\w*|hypothes\w+|proof|equation\w*|algorithm\w*)\b/i,
  },
  creative: {
    fields: ['ARTS'],
    activityNames:
      /\b(?:art|music|band|orchestra|choir|theat\w+|drama|dance|film|photo\w*|design|writing|poetry)\b/i,
    courses: /\b(?:art|music|theat\w+|drama|dance|design|creative|film|photography)\b/i,
    awards: /\b(?:art|arts|music|design|poetry|writing|film|photography)\b/i,
    words:
      /\b(?:paint\w*|compos(?:e|ed|ing)|design(?:ed|ing)?|imagin\w+|invent\w*|poem\w*|sketch\w*|melod\w+)\b/i,
  },
  leader: {
    fields: ['LEADERSHIP'],
    activityNames:
      /\b(?:captain|president|founder|chair\w*|director|head|editor-in-chief|student council)\b/i,
    courses: null,
    awards: /\b(?:leadership|captain)\b/i,
    words: /\b(?:i led|leading|captain|founded|i organi[sz]ed|mentored|my team)\b/i,
  },
  persistent: {
    fields: ['WORK', 'ATHLETICS'],
    activityNames: null,
    courses: null,
    awards: /\b(?:perseverance|improved|attendance|effort)\b/i,
    words:
      /\b(?:kept (?:going|trying)|despite|practi[cs]ed|persever\w+|persist\w*|overc[ao]me|never gave up|tried again)\b/i,
  },
  collaborative: {
    fields: ['COMMUNITY_SERVICE', 'ATHLETICS'],
    activityNames: /\b(?:team|club|ensemble|orchestra|band|choir|group|volunteer\w*|tutor\w*)\b/i,
    courses: null,
    awards: /\b(?:team|service|volunteer\w*)\b/i,
    words: /\b(?:together|teammates?|we built|helped|collaborat\w+|volunteer\w*)\b/i,
  },
  curious: {
    fields: ['RESEARCH'],
    activityNames: /\b(?:research|reading|book|astronomy|philosophy)\b/i,
    courses: /\b(?:research|philosophy|seminar)\b/i,
    awards: /\b(?:research|essay|discovery)\b/i,
    words:
      /\b(?:wonder(?:ed|ing)?|curious|curiosity|question(?:ed|s)?|explor\w+|discover\w*|fascinat\w+)\b/i,
  },
  organised: {
    fields: [],
    activityNames: /\b(?:treasurer|secretary|manager|coordinator|organi[sz]er|scheduler)\b/i,
    courses: null,
    awards: null,
    words: /\b(?:planned|schedul\w+|deadlines?|calendar|organi[sz]ed|checklists?|budget\w*)\b/i,
  },
  communicator: {
    fields: [],
    activityNames:
      /\b(?:debate|speech|newspaper|journal\w*|podcast|model un|theat\w+|drama|radio|blog|tutor\w*)\b/i,
    courses: /\b(?:speech|journalism|rhetoric|communication\w*|english language)\b/i,
    awards: /\b(?:debate|speech|writing|journalism|essay)\b/i,
    words:
      /\b(?:explain(?:ed|ing)?|present(?:ed|ing|ation)|interview\w*|wrote|spoke|speech|taught)\b/i,
  },
};
