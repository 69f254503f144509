import type { EmailTemplate } from './email-template';
import { letter } from './letter';

const LINK = '{{ link }}';

/** Mails about having an account. */
export const ACCOUNT_TEMPLATES: readonly EmailTemplate[] = [
  {
    name: 'welcome',
    description: 'Greets somebody who opened an account, and asks to confirm the address.',
    variables: {},
    link: { page: 'verify', purpose: 'verify-email', hours: 72 },
    wording: letter({
      subject: 'Welcome to {{ product }}',
      paragraphs: [
        'Hello {{ name }},',
        'Your account is ready. Open a lesson and say hello to the tutor.',
        'One thing is left: please confirm that this is your address. Without that we could not ' +
          'help you if you ever forget your password.',
        'If you did not open this account, please tell us and we will remove it.',
      ],
      action: { label: 'Confirm my address', url: LINK, after: 3 },
    }),
  },
  {
    name: 'verify-email',
    description: 'Asks somebody to confirm their address, again.',
    variables: {},
    link: { page: 'verify', purpose: 'verify-email', hours: 72 },
    wording: letter({
      subject: 'Please confirm your address',
      paragraphs: [
        'Hello {{ name }},',
        'Please confirm that this is your address. The link is good for three days and works once.',
        'If you did not ask for this, you need not do anything.',
      ],
      action: { label: 'Confirm my address', url: LINK, after: 2 },
    }),
  },
  {
    name: 'reset-password',
    description: 'Lets somebody who forgot their password choose a new one.',
    variables: {},
    link: { page: 'reset', purpose: 'reset-password', hours: 1 },
    wording: letter({
      subject: 'Choose a new password',
      paragraphs: [
        'Hello {{ name }},',
        'Somebody, probably you, asked for a new password. The link is good for one hour and works once.',
        'If it was not you, leave this mail alone: your password stays as it is.',
      ],
      action: { label: 'Choose a new password', url: LINK, after: 2 },
    }),
  },
  {
    name: 'invitation',
    description:
      'Tells somebody that an account was made for them, and lets them choose a password.',
    variables: {},
    link: { page: 'invitation', purpose: 'invitation', hours: 14 * 24 },
    wording: letter({
      subject: 'Your account on {{ product }}',
      paragraphs: [
        'Hello {{ name }},',
        'An account was made for you on {{ product }}. Choose a password, and you are in. ' +
          'The link is good for two weeks and works once.',
        'If you did not expect this, you need not do anything.',
      ],
      action: { label: 'Choose a password', url: LINK, after: 2 },
    }),
  },
  {
    name: 'guardian-consent',
    description: 'Asks a parent or guardian whether a child under 13 may use the account.',
    variables: {
      student_name: { example: 'Mia', description: "The child's first name." },
    },
    link: { page: 'consent', purpose: 'guardian-consent', hours: 14 * 24 },
    wording: letter({
      subject: 'Your consent is needed',
      paragraphs: [
        'Hello {{ name }},',
        '{{ student_name }} would like to learn with {{ product }} and named you as parent or ' +
          'guardian. Children under 13 need your consent; until then the account stays closed.',
        'The page behind the link says what we keep and why. It is good for two weeks.',
        'If you do not know about this, leave this mail alone: nothing happens without you.',
      ],
      action: { label: 'Read and decide', url: LINK, after: 3 },
    }),
  },
  {
    name: 'guardian-consent-given',
    description: 'Confirms the consent of a parent or guardian, and how to take it back.',
    variables: {
      student_name: { example: 'Mia', description: "The child's first name." },
    },
    // Until the child is old enough to decide.
    link: { page: 'withdrawal', purpose: 'guardian-consent', hours: 8 * 366 * 24 },
    wording: letter({
      subject: 'Thank you for your consent',
      paragraphs: [
        'Hello {{ name }},',
        'You agreed that {{ student_name }} may learn with {{ product }}; the account is open now.',
        'Keep this mail. With the link you can take your consent back at any time: the account ' +
          'then closes at once, and everything in it is erased.',
      ],
      action: { label: 'Take the consent back', url: LINK, after: 3 },
    }),
  },
  {
    name: 'api-key-changed',
    description: 'Tells somebody what happened to one of their API keys.',
    variables: {
      key: { example: 'trl_live_a1B2…wXyZ', description: 'The key, all but its ends left out.' },
      change: {
        example: 'made',
        description: 'made, rotated, leaked (and ended), or reset (ended with the password).',
      },
    },
    wording: letter({
      subject:
        '{% if change == "leaked" %}One of your API keys has leaked' +
        '{% elsif change == "reset" %}Your API keys were revoked' +
        '{% else %}An API key of your account was {{ change }}{% endif %}',
      paragraphs: [
        'Hello {{ name }},',
        '{% if change == "leaked" %}Somebody found your API key {{ key }} where others can read it ' +
          'and reported it to us. It has stopped working. Make a new one, and look for where the ' +
          'old one was published.' +
          '{% elsif change == "reset" %}Your password was set anew by mail, so your API keys have ' +
          'stopped working, in case somebody else made one. Make new ones for the programs that ' +
          'you still use.' +
          '{% else %}The API key {{ key }} of your account was {{ change }}. Programs with this key ' +
          'can act for you.{% endif %}',
        '{% if change == "made" or change == "rotated" %}If that was not you, revoke the key and ' +
          'change your password at once.{% else %}If anything about this surprises you, change your ' +
          'password at once and tell us.{% endif %}',
      ],
    }),
  },
  {
    name: 'webhook-disabled',
    description: 'Tells somebody that nothing is sent to one of their webhooks any more.',
    variables: {
      webhook: { example: 'whk_0ZMBFXQgbwC5RNgYFBqKQm', description: 'The id of the webhook.' },
    },
    wording: letter({
      subject: 'One of your webhooks is disabled',
      paragraphs: [
        'Hello {{ name }},',
        'Your webhook {{ webhook }} did not take what we sent, or took it too slowly, for so long ' +
          'that we have stopped.',
        'The API shows what went wrong with each delivery. When the server behind it works again, ' +
          'enable the webhook.',
      ],
    }),
  },
];
