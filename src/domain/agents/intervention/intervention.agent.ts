import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { JsonValue } from '../../../kernel/json';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { crisisResources } from '../../crisis/resources';
import { StudentAccess } from '../../students/student-access';
import type { StudentRecord } from '../../students/student-record';
import { UsersRepository } from '../../users/users.repository';
import { type Agent, type AgentRunContext, type Examined, shareOfEvidence } from '../agent';
import { interventionPlan, type InterventionPlan } from './intervention-plan';
import { CRISIS_TYPES } from './library';
import { URGENCIES } from './urgency-plans';

const INPUT = z.object({ crisisType: z.enum(CRISIS_TYPES), urgency: z.enum(URGENCIES) });
type InterventionInput = z.infer<typeof INPUT>;

const WORDS = z.object({
  personalNote: z.string().max(600),
  evidence: z.array(z.string()).max(10),
});
type InterventionWords = z.infer<typeof WORDS>;

/**
 * Recommends what to do for a student in trouble. Strategies, messages and outcomes come from the
 * library; words only connect them with what is known of the student.
 */
@Injectable()
export class InterventionAgent implements Agent<
  InterventionInput,
  InterventionPlan,
  InterventionWords,
  JsonValue
> {
  readonly name = 'intervention/recommend';
  readonly input = INPUT;
  readonly words = WORDS;
  readonly prompt = {
    name: 'Intervention',
    text:
      'You write one short note to a coach about how to approach a student in a difficult time. The strategies, the ' +
      'messages and the urgency are settled; you change none of them. `personalNote` is two or three warm, ' +
      'professional sentences that connect the plan with what is known of the student. Diagnose nothing, promise ' +
      'nothing, never advise against help. `evidence` names the facts that the note rests on.',
  };

  constructor(
    private readonly students: StudentAccess,
    private readonly users: UsersRepository,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async examine(
    record: StudentRecord,
    { crisisType, urgency }: InterventionInput,
    { studentId, requestedBy }: AgentRunContext,
  ): Promise<Examined<InterventionPlan>> {
    const coachName = await this.nameOfCoach(studentId, requestedBy);
    const facts = [
      ...(coachName === null ? [] : [['coach', `The coach is ${coachName}`]]),
      ...record.activities
        .slice(0, 3)
        .map(({ id, name }) => [`activity:${id}`, `Takes part in ${name}`]),
      ...record.sessions
        .slice(0, 1)
        .map(({ id, heldOn }) => [`session:${id}`, `Last session on ${heldOn}`]),
    ];
    const missing = [
      ...(coachName === null ? ['A coach who looks after the student'] : []),
      ...(record.activities.length === 0
        ? ['Activities, to know what gives the student strength']
        : []),
      ...(record.sessions.length === 0
        ? ['Coaching sessions, to know how the student has been']
        : []),
    ];
    return {
      evidence: facts.map(([source = '', fact = ''], index) => ({
        id: `e${index + 1}`,
        source,
        fact,
      })),
      missing,
      confidence: shareOfEvidence(3 - missing.length, 3),
      computed: interventionPlan(
        crisisType,
        urgency,
        { studentFirstName: firstNameOf(record.student.name), coachName },
        crisisResources(this.configuration.crisis.country),
      ),
    };
  }

  template({ evidence }: Examined<InterventionPlan>, record: StudentRecord): InterventionWords {
    const activities = evidence.filter(({ source }) => source.startsWith('activity:'));
    const firstName = firstNameOf(record.student.name);
    const [strength] = record.activities;
    const personalNote =
      strength === undefined
        ? `Begin by listening. Ask ${firstName} what would help most, and adapt the plan to the answer.`
        : `Begin by listening. ${firstName} takes part in ${strength.name}; people and things that give strength there can be part of the plan.`;
    return { personalNote, evidence: activities.slice(0, 1).map(({ id }) => id) };
  }

  citedBy({ evidence }: InterventionWords): readonly string[] {
    return evidence;
  }

  compose(
    { computed, confidence, missing }: Examined<InterventionPlan>,
    { personalNote }: InterventionWords,
  ): JsonValue {
    return JSON.parse(
      JSON.stringify({ ...computed, personalNote, confidence, missing }),
    ) as JsonValue;
  }

  /** Who asked, when they coach the student; else whoever has coached them longest. */
  private async nameOfCoach(studentId: number, requestedBy: number | null): Promise<string | null> {
    const coaches = await this.students.coachesOf(studentId);
    const coachId = coaches.find((id) => id === requestedBy) ?? coaches[0];
    if (coachId === undefined) return null;
    return (await this.users.findById(coachId))?.fullName ?? null;
  }
}

function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] || 'there';
}
