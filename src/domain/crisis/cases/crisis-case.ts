import type { CrisisCategory } from '../detection/category';
import type { SeverityBand } from '../detection/severity-band';

export const CASE_STATUSES = ['open', 'acknowledged', 'escalated', 'resolved'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Where a case came from. */
export const CASE_SOURCES = ['agent_run', 'api_message', 'chat_turn', 'session_note'] as const;
export type CaseSource = (typeof CASE_SOURCES)[number];

/** A band that makes a case. */
export type CaseBand = Exclude<SeverityBand, 'low'>;

/** What a person may do with a case. */
export type CaseStep = 'acknowledged' | 'escalated' | 'resolved';

/** From where each step leads on; a resolved case is over. */
export const STEPS_FROM: Readonly<Record<CaseStep, readonly CaseStatus[]>> = {
  acknowledged: ['open', 'escalated'],
  escalated: ['open', 'acknowledged'],
  resolved: ['open', 'acknowledged', 'escalated'],
};

/** The words on which a case rests, as far as those who help need them. */
export interface CaseEvidence {
  readonly source: string;
  readonly quote: string;
  readonly category: CrisisCategory;
  readonly severity: number;
}

/** A student in a possible crisis, from the first sign until somebody resolved it. */
export interface CrisisCase {
  readonly id: string;
  readonly studentId: number;
  readonly studentUuid: string;
  readonly studentName: string;
  readonly status: CaseStatus;
  readonly band: CaseBand;
  /** 0 to 1. */
  readonly severity: number;
  readonly source: CaseSource;
  readonly openedAt: Date;
  /** When it is escalated unless acknowledged before; null where nobody is waited for. */
  readonly dueAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
}

export const CASE_EVENTS = [
  'opened',
  'raised',
  'reported',
  'acknowledged',
  'escalated',
  'resolved',
] as const;

/** Something that happened to a case; never changed afterwards. */
export interface CrisisCaseEvent {
  readonly kind: (typeof CASE_EVENTS)[number];
  /** Null for what the system did. */
  readonly actorUuid: string | null;
  readonly actorName: string | null;
  readonly occurredAt: Date;
  readonly note: string | null;
  readonly band: CaseBand;
  readonly severity: number;
  readonly evidence: readonly CaseEvidence[];
}
