import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { JsonValue } from '../../../kernel/json';
import type { Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { Departure } from '../../../platform/shutdown/departure';
import { StudentAccess } from '../../students/student-access';
import type { AgentName } from '../agent';
import { AgentRegistry } from '../agent-registry';
import { RunNotFound, TooManyRuns } from '../agents.errors';
import { RUN_AGENT } from '../agents.jobs';
import type { AgentRun } from './agent-run';
import { AgentRunsRepository } from './agent-runs.repository';

/** How often a caller who waits looks, in milliseconds: often at first, less often later. */
const FIRST_LOOK_MS = 15;
const LAST_LOOK_MS = 400;
/** So many runs a person's programs have under way at the most. */
const MOST_OF_PROGRAMS = 4;

/** What people ask of agents. Students ask about themselves, coaches about their students. */
@Injectable()
export class AgentRunsService {
  constructor(
    private readonly database: Database,
    private readonly runs: AgentRunsRepository,
    private readonly agents: AgentRegistry,
    private readonly students: StudentAccess,
    private readonly outbox: Outbox,
    private readonly departure: Departure,
  ) {}

  /**
   * Asks an agent about a student. The run and its job are stored together; asking about somebody
   * else leaves one audit row.
   *
   * @param input what the agent's `input` reads; checked by the surface before.
   * @throws StudentNotFound also for students whom the actor has nothing to do with.
   * @throws TooManyRuns for programs that have several under way.
   */
  request(actor: Actor, agent: AgentName, studentUuid: string, input: JsonValue): Promise<string> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, `agent.${agent}`);
      const isMetered = actor.key !== undefined;
      if (isMetered && (await this.runs.countMetered(actor.userId)) >= MOST_OF_PROGRAMS) {
        throw new TooManyRuns(MOST_OF_PROGRAMS);
      }
      const id = randomUUID();
      const checked = this.agents.get(agent).input.parse(input) as JsonValue;
      await this.runs.insert({
        id,
        agent,
        studentId: student.id,
        requestedBy: actor.userId,
        isMetered,
        input: checked,
      });
      await this.outbox.enqueue(RUN_AGENT, { runId: id });
      return id;
    });
  }

  /**
   * Waits until a run has ended, at most so long, and not longer than this process is there.
   *
   * @returns the run as it then is; it may still be going on.
   */
  async waitFor(id: string, longestMs: number): Promise<AgentRun> {
    const deadline = Date.now() + longestMs;
    let pause = FIRST_LOOK_MS;
    for (;;) {
      const run = await this.runs.find(id);
      if (run === null) throw new RunNotFound();
      const hasEnded = run.status === 'succeeded' || run.status === 'failed';
      const mayWait = Date.now() + pause <= deadline && !this.departure.lastCall.aborted;
      if (hasEnded || !mayWait) return run;
      await sleep(pause);
      pause = Math.min(pause * 1.5, LAST_LOOK_MS);
    }
  }

  /**
   * One run. A student sees what they asked for themselves, not what a coach asked about them.
   *
   * @throws RunNotFound also for runs about students whom the actor has nothing to do with.
   */
  async get(actor: Actor, id: string): Promise<AgentRun> {
    const run = await this.runs.find(id);
    const isOwn = run?.requestedBy === actor.userId;
    const isAboutActor = run?.studentId === actor.userId;
    if (run === null || (isAboutActor && !isOwn)) throw new RunNotFound();
    if (!(await this.students.mayOpen(actor, run.studentId))) throw new RunNotFound();
    await this.students.open(actor, run.studentUuid, 'agent.run.read');
    return run;
  }

  /**
   * One run that the actor asked for themselves, as long as they may open the student's record.
   *
   * @throws RunNotFound
   */
  async getOwn(actor: Actor, id: string): Promise<AgentRun> {
    const run = await this.runs.find(id);
    if (run?.requestedBy !== actor.userId) throw new RunNotFound();
    return this.get(actor, id);
  }

  /**
   * The runs about a student, the newest first; without one, those about the actor. A student sees
   * what they asked for themselves.
   *
   * @throws StudentNotFound
   */
  async list(
    actor: Actor,
    studentUuid: string | null,
    agent: AgentName | null,
    slice: Slice,
  ): Promise<AgentRun[]> {
    if (studentUuid === null || studentUuid === actor.userUuid) {
      return this.runs.listOwn(actor.userId, agent, slice);
    }
    const student = await this.students.open(actor, studentUuid, 'agent.run.list');
    return this.runs.listOfStudent(student.id, agent, slice);
  }
}
