import { always, type NotificationRule, OFF, ON, quoted } from './notification-rule';

const WHO_READS = 'You are always told who may read your record.';
const DANGER = 'A student may be in danger: whoever looks after them is always told.';

/** What coaches and students are told of each other and of what agents made. */
export const COACHING_KINDS: readonly NotificationRule[] = [
  {
    kind: 'coach.linked',
    description: 'Somebody became your coach and may read your record.',
    audience: 'everybody',
    inApp: always(WHO_READS),
    email: ON,
    sentence: ({ actor }) => `${actor ?? 'Somebody'} is your coach now and may read your record.`,
  },
  {
    kind: 'coach.unlinked',
    description: 'Somebody is no longer your coach and no longer reads your record.',
    audience: 'everybody',
    inApp: always(WHO_READS),
    email: ON,
    sentence: ({ actor }) =>
      `${actor ?? 'Your coach'} is no longer your coach and no longer reads your record.`,
  },
  {
    kind: 'student.linked',
    description: 'You look after a student from now on.',
    audience: ['COACH'],
    inApp: ON,
    email: ON,
    sentence: ({ subject }) => `${subject ?? 'A student'} is one of your students now.`,
  },
  {
    kind: 'student.unlinked',
    description: 'You no longer look after a student.',
    audience: ['COACH'],
    inApp: ON,
    email: OFF,
    sentence: () => 'You have one student less: somebody is no longer coached by you.',
  },
  {
    kind: 'coaching_session.written',
    description: 'Your coach wrote down a session with you.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ actor, facts }) =>
      `${actor ?? 'Your coach'} wrote down your session of ${dayOf(facts['heldOn'])}.`,
  },
  {
    kind: 'game_plan.ready',
    description: 'Somebody who looks after you had a plan made for you.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: () => 'A new plan for your way to college is ready.',
  },
  {
    kind: 'agent.finished',
    description: 'An agent that you asked, and that took a while, has finished.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ subject, facts }) => {
      const about = subject === null ? '' : ` about ${subject}`;
      const what = WORK_OF_AGENTS[String(facts['agent'])] ?? 'What you asked an agent for';
      return facts['status'] === 'failed'
        ? `${what}${about} could not be finished. You may ask again.`
        : `${what}${about} is ready.`;
    },
  },
  {
    kind: 'document.added',
    description: 'Somebody who looks after you added a document to yours.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ actor, thing }) =>
      `${actor ?? 'Somebody who looks after you'} added ${quoted(thing, 'a document')} to your documents.`,
  },
  {
    kind: 'document.problem',
    description: 'A document of yours, or one that you uploaded, could not be used.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ subject, thing, facts }) => {
      const name = quoted(thing, subject === null ? 'a document' : `a document of ${subject}`);
      const fate = FATES_OF_DOCUMENTS[String(facts['status'])] ?? 'could not be used';
      return `The file of ${name} ${fate}.`;
    },
  },
  {
    kind: 'crisis.detected',
    description: 'A student whom you look after may be in danger.',
    audience: ['COACH', 'PLATFORM_ADMIN'],
    inApp: always(DANGER),
    email: always(DANGER),
    sentence: ({ subject, facts }) =>
      `${subject ?? 'A student'} may be in danger (${facts['severity']}). Please look at the case now.`,
  },
  {
    kind: 'crisis.escalated',
    description: 'A student may be in danger, and more people are needed.',
    audience: ['COACH', 'PLATFORM_ADMIN'],
    inApp: always(DANGER),
    email: always(DANGER),
    sentence: ({ subject, facts }) =>
      `The case of ${subject ?? 'a student'} who may be in danger (${facts['severity']}) needs more people. Please look at it now.`,
  },
];

const WORK_OF_AGENTS: Readonly<Record<string, string>> = {
  'assess/profile': 'The profile assessment',
  'generate/gameplan': 'The game plan',
  'find/opportunities': 'The search for opportunities',
  'assess/readiness': 'The readiness assessment',
  'intervention/recommend': 'The recommendation',
};

const FATES_OF_DOCUMENTS: Readonly<Record<string, string>> = {
  infected: 'was refused: a virus was found in it',
  scan_failed: 'could not be checked for viruses and can’t be opened. Please upload it again',
  extraction_failed: 'is stored, but its text could not be read',
};

function dayOf(text: unknown): string {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return 'the other day';
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(time);
}
