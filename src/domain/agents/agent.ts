import type { z } from 'zod';
import type { StudentRecord } from '../students/student-record';

/** The agents, by the path under which they are called. */
export const AGENT_NAMES = [
  'assess/profile',
  'generate/gameplan',
  'find/opportunities',
  'detect/crisis',
  'assess/readiness',
  'intervention/recommend',
] as const;
export type AgentName = (typeof AGENT_NAMES)[number];

/** A fact that an agent rests on, and where it came from. */
export interface Evidence {
  /** Short and unique within a run, e.g. `e3`; prose cites facts by it. */
  readonly id: string;
  /** Where it stands, e.g. `activity:12`, `record.gpa`, `college:166027`. */
  readonly source: string;
  /** The fact in one sentence. */
  readonly fact: string;
}

/** What an agent found before anything was written: facts, gaps, and every number. */
export interface Examined<Computed> {
  readonly evidence: readonly Evidence[];
  /** What would be needed and is not there, in words that say what to add. */
  readonly missing: readonly string[];
  /**
   * The share of the needed evidence that is present, 0 to 1, to two decimals: present ÷ (present
   * + missing kinds of evidence).
   */
  readonly confidence: number;
  readonly computed: Computed;
}

/** A run as an agent sees it. */
export interface AgentRunContext {
  readonly runId: string;
  readonly studentId: number;
  /** Who asked for it; null when the system did. */
  readonly requestedBy: number | null;
  /** The day of the request, UTC, `YYYY-MM-DD`: a run that is repeated later gives the same. */
  readonly today: string;
}

/** The managed prompt that leads the model when it writes for an agent. */
export interface AgentPrompt {
  readonly name: string;
  /** What it says until somebody publishes something better. */
  readonly text: string;
}

/**
 * One agent. `examine` gathers the facts and computes every number by documented formulas; only
 * then are words written, by a model or by `template`, and `compose` joins both. The words never
 * hold a number that `examine` did not compute.
 */
export interface Agent<Input = unknown, Computed = unknown, Words = unknown, Result = unknown> {
  readonly name: AgentName;
  readonly prompt: AgentPrompt;
  /** What may be asked; defaults of absent fields included. */
  readonly input: z.ZodType<Input>;
  examine(
    record: StudentRecord,
    input: Input,
    context: AgentRunContext,
  ): Promise<Examined<Computed>>;
  /** The shape of the words; every text in it is prose for a person. */
  readonly words: z.ZodType<Words>;
  /** The words without a model: plain, complete and right. */
  template(examined: Examined<Computed>, record: StudentRecord, input: Input): Words;
  /** The ids of all evidence that the words cite. */
  citedBy(words: Words): readonly string[];
  /** The result, as JSON can carry it. */
  compose(examined: Examined<Computed>, words: Words, input: Input): Result;
  /**
   * Stores what follows from the result. Called in the transaction that ends the run, once for a
   * run whatever happens to its worker.
   */
  keep?(
    context: AgentRunContext,
    examined: Examined<Computed>,
    result: Result,
    input: Input,
  ): Promise<void>;
}

/** Present ÷ needed, to two decimals; 0 when nothing was needed. */
export function shareOfEvidence(present: number, needed: number): number {
  return needed === 0 ? 0 : Number((present / needed).toFixed(2));
}
