import type { JsonValue } from '../../../kernel/json';
import type { AgentName, Evidence } from '../agent';

export const RUN_STATUSES = ['queued', 'running', 'succeeded', 'failed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** One call of an agent, kept with everything that it rests on. */
export interface AgentRun {
  readonly id: string;
  readonly agent: AgentName;
  readonly studentId: number;
  readonly studentUuid: string;
  readonly requestedBy: number | null;
  /** Whether a program asked for it, so that its tokens count against the owner's budget. */
  readonly isMetered: boolean;
  readonly input: JsonValue;
  /** The version of the student's record that was read; null before the run has begun. */
  readonly recordVersion: number | null;
  readonly status: RunStatus;
  /** 0 to 100. */
  readonly progress: number;
  /** How often a worker has begun it; only the last one's result is stored. */
  readonly fence: number;
  /** What the agent's `compose` returned, as JSON gives it back. */
  readonly result: unknown;
  readonly evidence: readonly Evidence[] | null;
  readonly writer: string | null;
  readonly model: string | null;
  readonly promptName: string | null;
  readonly promptVersion: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What a run ends with. */
export interface RunOutcome {
  readonly result: unknown;
  readonly evidence: readonly Evidence[];
  readonly recordVersion: number;
  readonly writer: string;
  readonly model: string | null;
  readonly promptName: string;
  readonly promptVersion: number | null;
}
