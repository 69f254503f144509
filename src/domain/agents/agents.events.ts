import { DomainEvent } from '../../platform/queue/domain-event';

/** Which run, about whom, and who wants to know. */
interface AboutRun {
  readonly [key: string]: string | number | null;
  readonly runId: string;
  readonly agent: string;
  readonly studentId: number;
  /** Null when their account is gone. */
  readonly requestedBy: number | null;
}

/** A run got further. */
export class AgentProgressed extends DomainEvent<AboutRun & { readonly progress: number }> {
  override readonly name = 'agent.progress';
}

/** A run has ended, well or badly. */
export class AgentCompleted extends DomainEvent<
  AboutRun & { readonly status: 'succeeded' | 'failed' }
> {
  override readonly name = 'agent.completed';
}
