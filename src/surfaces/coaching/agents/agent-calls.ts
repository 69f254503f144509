import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { AgentName } from '../../../domain/agents/agent';
import { RunFailed } from '../../../domain/agents/agents.errors';
import { AgentRunsService } from '../../../domain/agents/runs/agent-runs.service';
import type { Actor } from '../../../kernel/actor';
import type { JsonValue } from '../../../kernel/json';
import { bodyOf } from './agent-results';
import { toRun } from './runs.dto';

/** How long a caller is kept waiting for an agent before they are sent to look later. */
const LONGEST_WAIT_MS = 25_000;

/** One call of an agent as it came over HTTP. */
export interface AgentCall {
  readonly actor: Actor;
  readonly agent: AgentName;
  readonly studentUuid: string;
  readonly input: JsonValue;
  /** The Prefer header; `respond-async` asks not to wait. */
  readonly prefer: string | undefined;
  readonly reply: FastifyReply;
}

/** Answers calls of agents: 200 with the result, or 202 with where to look for it. */
@Injectable()
export class AgentCalls {
  constructor(private readonly runs: AgentRunsService) {}

  /** @throws StudentNotFound @throws RunFailed */
  async answer(call: AgentCall): Promise<object> {
    const id = await this.runs.request(call.actor, call.agent, call.studentUuid, call.input);
    const mayWait = !/\brespond-async\b/i.test(call.prefer ?? '');
    const run = await this.runs.waitFor(id, mayWait ? LONGEST_WAIT_MS : 0);
    if (run.status === 'failed') throw new RunFailed();
    if (run.status === 'succeeded' && mayWait) return bodyOf(run);
    void call.reply.status(202).header('Location', `/api/agents/runs/${id}`);
    return toRun(run);
  }
}
