/** Raised whenever an entry changes, so that a stored recommendation says what it came from. */
export const LIBRARY_VERSION = '1.0.0';

export const CRISIS_TYPES = [
  'academic_stress',
  'test_anxiety',
  'burnout',
  'family_conflict',
  'bullying',
  'grief',
  'self_harm_risk',
  'suicidal_ideation',
  'substance_use',
  'eating_concern',
  'financial_stress',
  'motivation',
  'general',
] as const;
export type CrisisType = (typeof CRISIS_TYPES)[number];

/** One thing to do. Immediate steps name resources, ongoing ones how long. */
export interface Strategy {
  readonly action: string;
  readonly resources: readonly string[];
}

/** What the library knows of one kind of trouble. */
export interface LibraryEntry {
  /** Whether a life may be at stake, so that helplines are always named. */
  readonly isRisk: boolean;
  readonly immediate: readonly Strategy[];
  readonly ongoing: readonly string[];
  /** Follows the greeting of a message: what the coach noticed, without blame. */
  readonly noticed: string;
  /** What the coach offers. */
  readonly offer: string;
  readonly successIndicators: readonly string[];
}

/** What works for each kind of trouble, in plain words for a coach. */
export const LIBRARY: Readonly<Record<CrisisType, LibraryEntry>> = {
  academic_stress: {
    isRisk: false,
    immediate: [
      {
        action: 'Schedule a stress management session and list everything that is due',
        resources: ['Breathing exercises', 'Time management tools'],
      },
      {
        action: 'Pick the two most urgent tasks together and cut or move the rest',
        resources: ['Weekly planner', 'Extension request template'],
      },
    ],
    ongoing: [
      'Weekly check-ins on workload and sleep',
      'Plan the coming week together each Sunday',
    ],
    noticed: 'I noticed that school may be asking a lot of you right now.',
    offer: 'Could we sit down for twenty minutes and sort what matters most from what can wait?',
    successIndicators: ['Improved assignment completion', 'Reduced stress levels', 'Regular sleep'],
  },
  test_anxiety: {
    isRisk: false,
    immediate: [
      {
        action: 'Practice a short calming routine to use before and during a test',
        resources: ['Paced breathing', 'Grounding exercise with the five senses'],
      },
      {
        action: 'Take one low-stakes timed section together and talk it through',
        resources: ['Official practice tests'],
      },
    ],
    ongoing: [
      'Weekly timed practice that grows in length',
      'A short reflection after every practice test',
    ],
    noticed: 'I noticed that tests seem to weigh on you more than they should have to.',
    offer:
      'There are simple routines that help many people, and I would like to practice one with you.',
    successIndicators: [
      'Calmer before tests',
      'Practice scores that vary less',
      'No avoided test dates',
    ],
  },
  burnout: {
    isRisk: false,
    immediate: [
      {
        action: 'Pause or drop at least one commitment for the next two weeks',
        resources: ['Commitment inventory', 'Rest plan'],
      },
      {
        action: 'Protect one free evening and a regular bedtime this week',
        resources: ['Sleep hygiene checklist'],
      },
    ],
    ongoing: ['Weekly review of energy and load', 'Bring activities back one at a time'],
    noticed: 'I noticed that you have carried a great deal for a long while.',
    offer:
      'I would like to help you put something down for now. Nothing about your future depends on never resting.',
    successIndicators: ['More rest and sleep', 'Interest returns', 'Fewer missed commitments'],
  },
  family_conflict: {
    isRisk: false,
    immediate: [
      {
        action: 'Listen to the student alone first and ask whether they feel safe at home',
        resources: ['School counselor', 'Private place to talk'],
      },
      {
        action: 'Work out what the student wants to say at home, and practice it',
        resources: ['Conversation outline'],
      },
    ],
    ongoing: ['Weekly check-ins about home', 'A meeting with the family if the student wants one'],
    noticed: 'I noticed that things at home may be hard at the moment.',
    offer:
      'If you want to talk about it, I am here, and it stays between us as far as your safety allows.',
    successIndicators: [
      'The student feels heard',
      'Calmer conversations at home',
      'Steady school work',
    ],
  },
  bullying: {
    isRisk: false,
    immediate: [
      {
        action:
          'Take the report seriously, write down what happened and when, and ask about safety today',
        resources: ['Incident notes', 'School counselor', 'School anti-bullying policy'],
      },
      {
        action: 'Agree with the student on whom to tell at school, and do it together',
        resources: ['Trusted adult at school'],
      },
    ],
    ongoing: [
      'Check-ins twice a week until it has stopped',
      'Strengthen one group where the student belongs',
    ],
    noticed: 'I heard that other people have been treating you badly. That is not your fault.',
    offer: 'I would like to hear what happened and make a plan with you, at your pace.',
    successIndicators: [
      'No new incidents',
      'The student feels safe at school',
      'Contact with friends',
    ],
  },
  grief: {
    isRisk: false,
    immediate: [
      {
        action: 'Offer time without an agenda, and use the name of the person who died',
        resources: ['Quiet conversation', 'School counselor'],
      },
      {
        action: 'Ask teachers for room with deadlines over the next weeks',
        resources: ['Extension request template'],
      },
    ],
    ongoing: [
      'Regular, unhurried check-ins',
      'Remember hard days such as birthdays and anniversaries',
    ],
    noticed: 'I am so sorry for your loss.',
    offer:
      'You do not need to be fine. I am glad to listen, or simply to take some school work off your mind.',
    successIndicators: [
      'The student has people to talk to',
      'School work at a pace that works',
      'Sleep and meals',
    ],
  },
  self_harm_risk: {
    isRisk: true,
    immediate: [
      {
        action:
          'Talk privately and calmly today; ask directly about self-harm and about thoughts of suicide',
        resources: ['Quiet, private place', 'School counselor'],
      },
      {
        action: 'Ask what is within reach and help to put it out of reach',
        resources: ['Safety plan template', 'Parent or guardian, unless home is the danger'],
      },
    ],
    ongoing: ['Check-ins every few days', 'Referral to a mental health professional, followed up'],
    noticed: 'I am worried about you, and I am glad that you are here.',
    offer:
      'You are not in trouble. Can we talk today, just the two of us, about how to keep you safe?',
    successIndicators: [
      'A safety plan that the student helped to write',
      'Connected with professional care',
      'Fewer urges',
    ],
  },
  suicidal_ideation: {
    isRisk: true,
    immediate: [
      {
        action: 'Ask directly about thoughts of suicide, a plan and means; listen without judging',
        resources: ['Columbia scale screening questions', 'School counselor'],
      },
      {
        action: 'Connect the student with professional help the same day',
        resources: ['Parent or guardian, unless home is the danger', 'Safety plan template'],
      },
    ],
    ongoing: [
      'Daily contact until professional care has begun',
      'A safety plan, looked at in every check-in',
    ],
    noticed: 'I care about you and I am worried about your safety.',
    offer:
      'You do not have to carry this alone. I would like to talk with you now, and we can call for help together.',
    successIndicators: [
      'The student is safe',
      'Professional care has begun',
      'A safety plan is in place',
    ],
  },
  substance_use: {
    isRisk: true,
    immediate: [
      {
        action:
          'Talk privately without threats; ask what is used, how often, and whether they are safe now',
        resources: ['Motivational questions', 'School counselor or nurse'],
      },
      {
        action: 'Make a referral to a professional who works with young people',
        resources: ['Primary care', 'Parent or guardian, unless home is the danger'],
      },
    ],
    ongoing: ['Weekly check-ins', 'Work on one activity that takes the place of using'],
    noticed: 'I have been thinking about you and how you are coping.',
    offer:
      'I am not here to judge. If you want to talk about what has been going on, I would like to help.',
    successIndicators: ['Connected with care', 'Less use', 'Regular school attendance'],
  },
  eating_concern: {
    isRisk: true,
    immediate: [
      {
        action: 'Talk privately about how they feel, not about weight or food',
        resources: ['School counselor or nurse', 'Primary care'],
      },
      {
        action: 'Encourage a medical check soon; fainting or chest pain need one now',
        resources: ['Parent or guardian, unless home is the danger'],
      },
    ],
    ongoing: ['Weekly check-ins on stress and energy', 'Follow up on the referral'],
    noticed: 'I have noticed that you do not seem quite yourself lately.',
    offer:
      'I care about how you are feeling, and I would like to help you find the right person to talk to.',
    successIndicators: ['A medical check has happened', 'Connected with care', 'More energy'],
  },
  financial_stress: {
    isRisk: false,
    immediate: [
      {
        action: 'Find out what is urgent: food, housing, fees or travel',
        resources: ['School social worker', 'Fee waivers for tests and applications'],
      },
      {
        action: 'Go through aid forms and waivers together',
        resources: ['FAFSA', 'Net price calculators'],
      },
    ],
    ongoing: [
      'Check-ins every two weeks on deadlines for aid',
      'Add scholarships that fit to the plan',
    ],
    noticed: 'I know that money can be a heavy worry, and many families share it.',
    offer:
      'There are waivers and aid that may fit, and I would like to go through them with you, in confidence.',
    successIndicators: ['Urgent needs met', 'Aid forms filed', 'Fee waivers used'],
  },
  motivation: {
    isRisk: false,
    immediate: [
      {
        action: 'Ask what has changed, and listen for low mood as well as boredom',
        resources: ['Open questions', 'Interest inventory'],
      },
      {
        action: 'Choose one small step for this week that the student cares about',
        resources: ['One-page plan'],
      },
    ],
    ongoing: [
      'Weekly check-ins that begin with what went well',
      'Tie tasks to the goals of the student',
    ],
    noticed: 'I noticed that it has been harder to get going lately.',
    offer:
      'That happens to most people. Shall we find one small thing that feels worth doing this week?',
    successIndicators: ['Small steps finished', 'Tasks begun sooner', 'The student names a goal'],
  },
  general: {
    isRisk: false,
    immediate: [
      {
        action: 'Reach out personally and ask how the student is, with time to listen',
        resources: ['Open questions', 'School counselor'],
      },
      {
        action: 'Agree on one thing that would help this week',
        resources: ['One-page plan'],
      },
    ],
    ongoing: ['Weekly check-ins', 'Watch for changes in mood, sleep and school work'],
    noticed: 'I have been thinking about you and wanted to see how you are.',
    offer: 'If something is weighing on you, I would be glad to listen.',
    successIndicators: ['The student feels supported', 'Steady mood and school work'],
  },
};
