import type { CrisisResource } from '../../crisis/resources';
import { type CrisisType, LIBRARY, LIBRARY_VERSION } from './library';
import { type Urgency, URGENCY_PLANS } from './urgency-plans';

/** For whom the messages are. */
export interface InterventionPeople {
  readonly studentFirstName: string;
  /** Null where nobody coaches the student and none asked. */
  readonly coachName: string | null;
}

/** What to do, what to write and what to expect. */
export interface InterventionPlan {
  readonly libraryVersion: string;
  readonly crisisType: CrisisType;
  readonly urgency: Urgency;
  readonly strategies: readonly InterventionStrategy[];
  readonly communicationTemplates: readonly CommunicationTemplate[];
  readonly timeline: string;
  readonly successIndicators: readonly string[];
  /** Helplines; empty where no life may be at stake. */
  readonly resources: readonly CrisisResource[];
}

/** A step at once, with its resources, or one that goes on, with its duration. */
export interface InterventionStrategy {
  readonly type: 'immediate' | 'ongoing';
  readonly action: string;
  readonly resources: readonly string[];
  readonly duration: string | null;
}

/** A message to send, filled for the student; subject only for mail. */
export interface CommunicationTemplate {
  readonly medium: 'email' | 'text_message';
  readonly subject: string | null;
  readonly body: string;
}

/** Looks up what fits a kind of trouble and its urgency, and fills it for these people. */
export function interventionPlan(
  crisisType: CrisisType,
  urgency: Urgency,
  people: InterventionPeople,
  helplines: readonly CrisisResource[],
): InterventionPlan {
  const entry = LIBRARY[crisisType];
  const plan = URGENCY_PLANS[urgency];
  const resources = entry.isRisk || urgency === 'critical' ? helplines : [];
  const lines = resources.map(({ name, contact }) => `${name}: ${contact}`);
  const immediate = [plan.first, ...entry.immediate].map((strategy, index) => ({
    type: 'immediate' as const,
    action: strategy.action,
    resources: index === 0 ? [...strategy.resources, ...lines] : [...strategy.resources],
    duration: null,
  }));
  const ongoing = entry.ongoing.map((action) => ({
    type: 'ongoing' as const,
    action,
    resources: [],
    duration: plan.duration,
  }));
  return {
    libraryVersion: LIBRARY_VERSION,
    crisisType,
    urgency,
    strategies: [...immediate, ...ongoing],
    communicationTemplates: messages(crisisType, urgency, people, resources),
    timeline: plan.timeline,
    successIndicators: [...entry.successIndicators],
    resources,
  };
}

function messages(
  crisisType: CrisisType,
  urgency: Urgency,
  { studentFirstName, coachName }: InterventionPeople,
  [helpline]: readonly CrisisResource[],
): CommunicationTemplate[] {
  const { noticed, offer } = LIBRARY[crisisType];
  const { subject, invitation } = URGENCY_PLANS[urgency];
  const signature = coachName ?? 'Your coaching team';
  const help =
    helpline === undefined
      ? ''
      : `If you are ever in danger or need somebody right away: ${helpline.name}. ${helpline.contact}, at any hour.`;
  const paragraphs = [`Hi ${studentFirstName},`, noticed, `${offer} ${invitation}`, help];
  return [
    {
      medium: 'email',
      subject,
      body: `${paragraphs.filter((text) => text !== '').join('\n\n')}\n\nWarmly,\n${signature}`,
    },
    {
      medium: 'text_message',
      subject: null,
      body: [`Hi ${studentFirstName}, this is ${signature}.`, noticed, invitation, help]
        .filter((text) => text !== '')
        .join(' '),
    },
  ];
}
