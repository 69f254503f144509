import { always, type NotificationRule, OFF, ON } from './notification-rule';

/** What people are told about their own account, money and points. */
export const ACCOUNT_KINDS: readonly NotificationRule[] = [
  {
    kind: 'payment.updated',
    description: 'Money of yours arrived or came back, or a subscription changed.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ facts }) => PAYMENTS[String(facts['status'])] ?? 'Your subscription has changed.',
  },
  {
    kind: 'payment.problem',
    description: 'A payment for a subscription failed.',
    audience: 'everybody',
    inApp: always('Without a payment you lose what you subscribed to.'),
    email: ON,
    sentence: () =>
      'A payment for your subscription failed. Please check how you pay, or it will end.',
  },
  {
    kind: 'stake.matured',
    description: 'The days of a stake are over.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ facts }) =>
      `The days of your stake of ${facts['points']} points are over: you can claim its yield.`,
  },
  {
    kind: 'import.finished',
    description: 'An import that you started has ended.',
    audience: ['PLATFORM_ADMIN'],
    inApp: ON,
    email: OFF,
    sentence: ({ facts }) => {
      const what = IMPORTS[String(facts['import'])] ?? 'Your import';
      return facts['status'] === 'failed'
        ? `${what} failed. Its report says why.`
        : `${what} is done.`;
    },
  },
  {
    kind: 'export.ready',
    description: 'The copy of your data can be fetched, or could not be made.',
    audience: 'everybody',
    inApp: ON,
    email: always('The mail about your data is sent in any case: it shows if somebody else asked.'),
    sentence: ({ facts }) =>
      facts['status'] === 'failed'
        ? 'The copy of your data could not be made. Please ask for it again.'
        : 'The copy of your data that you asked for is ready to be downloaded.',
  },
  {
    kind: 'api_key.changed',
    description: 'A key of yours for programs was made, changed or ended.',
    audience: 'everybody',
    inApp: always('You are always told about your keys: it may have been somebody else.'),
    email: always('The mail about your keys is sent in any case: it may have been somebody else.'),
    sentence: ({ facts }) =>
      KEY_CHANGES[String(facts['change'])] ?? 'One of your API keys has changed.',
  },
];

const PAYMENTS: Readonly<Record<string, string>> = {
  paid: 'Your payment arrived. Thank you!',
  partly_refunded: 'A part of a payment was refunded to you.',
  refunded: 'A payment was refunded to you.',
  active: 'Your subscription is active.',
  trialing: 'Your trial has begun.',
  paused: 'Your subscription is paused.',
  canceled: 'Your subscription has ended.',
};

const IMPORTS: Readonly<Record<string, string>> = {
  users: 'The import of people',
};

const KEY_CHANGES: Readonly<Record<string, string>> = {
  made: 'A new API key was made for your account.',
  rotated: 'One of your API keys got a new secret.',
  leaked: 'One of your API keys was found in public and has ended.',
  reset: 'All your API keys have ended.',
};
