import { DomainEvent } from '../../platform/queue/domain-event';

/** A run got further. */
export class AgentProgressed extends DomainEvent<{
  readonly runId: string;
  readonly agent: string;
  readonly studentId: number;
  readonly progress: number;
}> {
  override readonly name = 'agent.progress';
}

/** A run has ended, well or badly. */
export class AgentCompleted extends DomainEvent<{
  readonly runId: string;
  readonly agent: string;
  readonly studentId: number;
  readonly status: 'succeeded' | 'failed';
}> {
  override readonly name = 'agent.completed';
}
