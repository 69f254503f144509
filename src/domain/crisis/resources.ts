/** Where somebody in a crisis finds people who help, now. */
export interface CrisisResource {
  readonly name: string;
  /** How to reach it, e.g. a number to call or an address to open. */
  readonly contact: string;
  readonly description: string;
}

const UNITED_STATES: readonly CrisisResource[] = [
  {
    name: '988 Suicide & Crisis Lifeline',
    contact: 'Call or text 988',
    description: 'Free and confidential, at any hour, in the United States.',
  },
  {
    name: 'Emergency services',
    contact: 'Call 911',
    description: 'When a life is in danger right now.',
  },
];
const SAMARITANS: CrisisResource = {
  name: 'Samaritans',
  contact: 'Call 116 123',
  description: 'Free, at any hour, in the United Kingdom and Ireland.',
};
const CHILD_HELPLINE: CrisisResource = {
  name: 'Child helpline',
  contact: 'Call 116 111',
  description: 'The European number for children and young people who need somebody to talk to.',
};
const EUROPEAN_EMERGENCY: CrisisResource = {
  name: 'Emergency services',
  contact: 'Call 112',
  description: 'When a life is in danger right now.',
};
const DIRECTORY: CrisisResource = {
  name: 'Find A Helpline',
  contact: 'https://findahelpline.com',
  description: 'A directory of helplines by country.',
};

const BY_COUNTRY: Readonly<Record<string, readonly CrisisResource[]>> = {
  US: UNITED_STATES,
  CA: [
    {
      name: '9-8-8: Suicide Crisis Helpline',
      contact: 'Call or text 988',
      description: 'Free, at any hour, in Canada.',
    },
    {
      name: 'Emergency services',
      contact: 'Call 911',
      description: 'When a life is in danger right now.',
    },
  ],
  GB: [
    SAMARITANS,
    {
      name: 'Emergency services',
      contact: 'Call 999',
      description: 'When a life is in danger right now.',
    },
  ],
  IE: [SAMARITANS, EUROPEAN_EMERGENCY],
  AU: [
    {
      name: 'Lifeline Australia',
      contact: 'Call 13 11 14',
      description: 'At any hour, in Australia.',
    },
    {
      name: 'Emergency services',
      contact: 'Call 000',
      description: 'When a life is in danger right now.',
    },
  ],
};
/** Members of the European Union besides Ireland. */
const EUROPEAN_UNION = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);

/** The resources of a country, ISO 3166-1 alpha-2; a directory of all countries is always last. */
export function crisisResources(country: string): readonly CrisisResource[] {
  const code = country === 'UK' ? 'GB' : country;
  const european = EUROPEAN_UNION.has(code) ? [CHILD_HELPLINE, EUROPEAN_EMERGENCY] : [];
  return [...(BY_COUNTRY[code] ?? european), DIRECTORY];
}
