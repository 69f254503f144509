import { DomainEvent } from '../../platform/queue/domain-event';

/** What coaches and admins are told about a student in a possible crisis; never what was said. */
interface CrisisNews {
  readonly studentUuid: string;
  /** moderate, high or imminent. */
  readonly severity: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly [key: string]: string;
}

/** A case was opened, or became graver. Never told to students. */
export class CrisisDetected extends DomainEvent<CrisisNews> {
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
