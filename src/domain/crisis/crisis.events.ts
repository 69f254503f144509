import { DomainEvent } from '../../platform/queue/domain-event';

/** What coaches and admins are told about a student in a possible crisis; never what was said. */
type CrisisNews = {
  readonly studentUuid: string;
  /** moderate, high or imminent. */
  readonly severity: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
};

/**
 * A case was opened or became graver, or somebody who asked was told again of danger that a case
 * is open for: `isKnown`, and nobody is alerted anew. Never told to students.
 */
export class CrisisDetected extends DomainEvent<
  CrisisNews | (CrisisNews & { readonly isKnown: true })
> {
  override readonly name = 'crisis.detected';
}

/** Somebody took a step in a case. Never told to students. */
export class CrisisCaseUpdated extends DomainEvent<{
  readonly caseId: string;
  readonly studentUuid: string;
  /** acknowledged, escalated or resolved. */
  readonly step: string;
}> {
  override readonly name = 'crisis.case.updated';
}

/** Nobody acknowledged a case in time, or somebody asked for more people. Never told to students. */
export class CrisisEscalated extends DomainEvent<CrisisNews> {
  override readonly name = 'crisis.escalated';
}
