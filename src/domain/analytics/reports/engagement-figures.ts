import { quotient } from './quotient';

/** How people learn. */
export interface EngagementFigures {
  /** Seconds, to two decimals; null when nobody was at any topic. */
  readonly averageTimePerTopicSeconds: number | null;
  /** Two decimals; null when nobody asked the tutor anything. */
  readonly averageChatTurnsPerTopicPerUser: number | null;
  /** Seconds, to two decimals; null without sessions. */
  readonly averageSessionDurationSeconds: number | null;
  readonly sessions: number;
  readonly chatTurns: number;
  readonly contentStarted: number;
  readonly contentCompleted: number;
  /** From 0 to 1, to four decimals; null when nothing was started. */
  readonly completionRate: number | null;
}

/** What was counted for them. A pair is a person and a topic. */
interface EngagementCounts {
  readonly topicTimeMs: number;
  /** Pairs with an event of the person's own. */
  readonly topics: number;
  readonly chatTurns: number;
  /** Pairs with a chat turn. */
  readonly chatTopics: number;
  readonly sessions: number;
  readonly sessionTimeMs: number;
  /** Pairs that began in the range, those completed in it, and those that did both. */
  readonly started: number;
  readonly completed: number;
  readonly startedAndCompleted: number;
}

const MS_PER_SECOND = 1_000;

export function engagementFigures(counts: EngagementCounts): EngagementFigures {
  return {
    averageTimePerTopicSeconds: quotient(counts.topicTimeMs, counts.topics * MS_PER_SECOND, 2),
    averageChatTurnsPerTopicPerUser: quotient(counts.chatTurns, counts.chatTopics, 2),
    averageSessionDurationSeconds: quotient(
      counts.sessionTimeMs,
      counts.sessions * MS_PER_SECOND,
      2,
    ),
    sessions: counts.sessions,
    chatTurns: counts.chatTurns,
    contentStarted: counts.started,
    contentCompleted: counts.completed,
    completionRate: quotient(counts.startedAndCompleted, counts.started, 4),
  };
}
