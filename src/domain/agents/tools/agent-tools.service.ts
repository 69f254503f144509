import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor';
import { Invalid } from '../../../kernel/errors';
import type { JsonValue } from '../../../kernel/json';
import type { Agent } from '../agent';
import { plainWords } from '../../../platform/validation/plain-words';
import { CompletionBudgets } from '../../completions/completion-budgets';
import { AgentRegistry } from '../agent-registry';
import type { AgentRun } from '../runs/agent-run';
import { AgentRunsService } from '../runs/agent-runs.service';
import { ToolNotFound } from './agent-tools.errors';
import { snakeCase, TOOLS } from './tool-names';

/** An agent as a function that a program or its model may call. */
export interface AgentTool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema of an object. */
  readonly parameters: ParameterSchema;
}

/** The part of a JSON Schema that every tool's parameters have. */
export interface ParameterSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** What a caller wants of a tool. */
export interface ToolCall {
  readonly name: string;
  /** Whom it is about; null for the caller. */
  readonly studentUuid: string | null;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What absent arguments stand for, where the agent itself has no default. */
const ABSENT: Readonly<Record<string, JsonValue>> = {
  checkHistory: true,
  limit: 10,
  timelineMonths: 12,
};

/** The agents as tools. Who may use them on whom is up to their runs. */
@Injectable()
export class AgentTools {
  constructor(
    private readonly agents: AgentRegistry,
    private readonly runs: AgentRunsService,
    private readonly budgets: CompletionBudgets,
  ) {}

  /** All of them, by name. */
  list(): AgentTool[] {
    return this.agents
      .all()
      .map((agent) => ({ ...TOOLS[agent.name], parameters: parametersOf(agent) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Runs a tool and waits for it, at most so long.
   *
   * @returns the run as it then is; it may still be going on.
   * @throws ToolNotFound @throws Invalid @throws StudentNotFound @throws AiBudgetUsedUp
   */
  async run(actor: Actor, call: ToolCall, longestMs: number): Promise<AgentRun> {
    const agent = this.agents.all().find(({ name }) => TOOLS[name].name === call.name);
    if (agent === undefined) throw new ToolNotFound(this.list().map(({ name }) => name));
    const input = inputOf(agent, call.arguments);
    await this.budgets.refuseWhenUsedUp(actor);
    const student = call.studentUuid ?? actor.userUuid;
    const id = await this.runs.request(actor, agent.name, student, input);
    return this.runs.waitFor(id, longestMs);
  }
}

interface ObjectSchema {
  readonly properties?: Record<string, Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** What an agent reads, in the words of programs: everything that has a default may be absent. */
function parametersOf(agent: Agent): ParameterSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(agent.input, {
    io: 'input',
  }) as ObjectSchema;
  const named = Object.entries(properties).map(([key, schema]) => [
    snakeCase(key),
    key in ABSENT ? { ...schema, default: ABSENT[key] } : schema,
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(named) as ParameterSchema['properties'],
    required: required
      .filter((key) => !(key in ABSENT) && !isNullable(properties[key]))
      .map(snakeCase),
    additionalProperties: false,
  };
}

function isNullable(schema: Record<string, unknown> | undefined): boolean {
  const choices = schema?.['anyOf'];
  return (
    Array.isArray(choices) &&
    choices.some((choice: Record<string, unknown>) => choice['type'] === 'null')
  );
}

/** The agent's own words for the arguments, checked. @throws Invalid */
function inputOf(agent: Agent, given: Readonly<Record<string, unknown>>): JsonValue {
  const { properties = {} } = z.toJSONSchema(agent.input, { io: 'input' }) as ObjectSchema;
  const keys = new Map(Object.keys(properties).map((key) => [snakeCase(key), key]));
  const unknown = Object.keys(given).filter((name) => !keys.has(name));
  if (unknown.length > 0) {
    throw new Invalid(
      unknown.map((name) => ({
        path: ['body', 'arguments', name],
        message: 'this argument is not known here',
        rule: 'extra',
      })),
    );
  }
  const input: Record<string, unknown> = {};
  for (const [name, key] of keys) {
    if (given[name] !== undefined) input[key] = given[name];
    else if (key in ABSENT) input[key] = ABSENT[key];
    else if (isNullable(properties[key])) input[key] = null;
  }
  const checked = agent.input.safeParse(input, { error: plainWords });
  if (checked.success) return checked.data as JsonValue;
  throw new Invalid(
    checked.error.issues.map(({ path, message, code }) => issueAt(path, message, code)),
  );
}

function issueAt(path: readonly PropertyKey[], message: string, rule: string) {
  const places = path.map((step) => (typeof step === 'number' ? step : snakeCase(String(step))));
  return { path: ['body', 'arguments', ...places], message, rule };
}
