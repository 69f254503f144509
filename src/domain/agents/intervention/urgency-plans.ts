import type { Strategy } from './library';

export const URGENCIES = ['low', 'medium', 'high', 'critical'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How urgency changes what is done. */
export interface UrgencyPlan {
  /** Before everything else. */
  readonly first: Strategy;
  /** For how long the ongoing strategies are kept up. */
  readonly duration: string;
  readonly timeline: string;
  readonly subject: string;
  /** Ends a message. */
  readonly invitation: string;
}

/** What each urgency asks for. */
export const URGENCY_PLANS: Readonly<Record<Urgency, UrgencyPlan>> = {
  low: {
    first: {
      action: 'Mention it kindly in the next regular session',
      resources: ['Session agenda'],
    },
    duration: '2 weeks',
    timeline: '2-4 weeks',
    subject: 'Checking in',
    invitation: 'We can talk about it in our next session, or sooner if you like.',
  },
  medium: {
    first: {
      action: 'Reach out within two days and offer a time to talk this week',
      resources: ['Personal message', 'Calendar link'],
    },
    duration: '4 weeks',
    timeline: '2-4 weeks',
    subject: 'Checking in - here to support you',
    invitation: 'Would one of the next days suit you? Any time works for me.',
  },
  high: {
    first: {
      action:
        'Speak with the student today, in person or by phone, and involve the school counselor',
      resources: [
        'Phone call',
        'School counselor',
        'Parent or guardian, unless home is the danger',
      ],
    },
    duration: '6 weeks',
    timeline: '4-6 weeks',
    subject: 'I would like to talk with you today',
    invitation: 'I will call you today. You can also call me at any time.',
  },
  critical: {
    first: {
      action: 'Stay with the student, in person or on the phone, and call for help now',
      resources: ['Emergency services', 'Parent or guardian, unless home is the danger'],
    },
    duration: '8 weeks',
    timeline: 'Safety today; stability in 4-8 weeks',
    subject: 'I am here for you right now',
    invitation: 'I am calling you now. Please pick up, or let me know where you are.',
  },
};
