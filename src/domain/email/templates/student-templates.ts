import type { EmailTemplate } from './email-template';
import { letter } from './letter';

/** Mails about a student's own learning and their own data. */
export const STUDENT_TEMPLATES: readonly EmailTemplate[] = [
  {
    name: 'weekly-progress',
    description: 'What a student did in the last week.',
    variables: {
      completed_items: { example: 7, description: 'Lessons and exercises finished.' },
      chat_messages: { example: 12, description: 'Questions and answers sent to the tutor.' },
      streak_days: { example: 4, description: 'Days in a row with learning, up to now.' },
    },
    wording: letter({
      subject: 'Your week on {{ product }}',
      paragraphs: [
        'Hello {{ name }},',
        'Last week you finished {{ completed_items }} ' +
          '{% if completed_items == 1 %}lesson or exercise{% else %}lessons or exercises{% endif %} ' +
          'and sent the tutor {{ chat_messages }} ' +
          '{% if chat_messages == 1 %}message{% else %}messages{% endif %}.{% if streak_days > 1 %} You have learned for ' +
          '{{ streak_days }} days in a row.{% endif %}',
        'Whatever the numbers: every bit of it counts. See you this week!',
      ],
    }),
  },
  {
    name: 'notifications',
    description: 'What somebody was told in the product and has not read there.',
    variables: {
      sentences: {
        example: ['Your task “First draft” came back: something is missing.'],
        description: 'What happened, a sentence each; nobody is named.',
      },
      count: { example: 1, description: 'How many there are in all.' },
      more: { example: 0, description: 'How many older ones are not among the sentences.' },
    },
    wording: {
      subject:
        '{% if count == 1 %}{{ sentences[0] }}{% else %}' +
        '{{ count }} things are new for you on {{ product }}{% endif %}',
      text:
        'Hello {{ name }},\n\nThis happened since you last looked:\n' +
        '{% for sentence in sentences %}- {{ sentence }}\n{% endfor %}' +
        '{% if more > 0 %}- and {{ more }} more\n{% endif %}\n' +
        'Sign in to see more, and to choose which of these you want by mail.\n',
      html:
        '<p>Hello {{ name }},</p>\n<p>This happened since you last looked:</p>\n' +
        '<ul>{% for sentence in sentences %}<li>{{ sentence }}</li>{% endfor %}' +
        '{% if more > 0 %}<li>and {{ more }} more</li>{% endif %}</ul>\n' +
        '<p>Sign in to see more, and to choose which of these you want by mail.</p>',
    },
  },
  {
    name: 'export-ready',
    description: 'Tells somebody that the copy of their data can be fetched.',
    variables: { days: { example: 7, description: 'For how many days it can be fetched.' } },
    wording: letter({
      subject: 'Your data is ready',
      paragraphs: [
        'Hello {{ name }},',
        'The copy of your data that you asked for is ready. Sign in to download it: ' +
          'it is there for {{ days }} days and for you alone.',
        'If you did not ask for it, please change your password and tell us.',
      ],
    }),
  },
  {
    name: 'erasure-done',
    description: 'Tells somebody that their data was erased.',
    variables: {
      certificate: {
        example: '0198c0de-7e57-4abc-8def-0123456789ab',
        description: 'The number of the erasure, for questions.',
      },
    },
    wording: letter({
      subject: 'Your data was erased',
      paragraphs: [
        'Hello,',
        'Your account and what we held about you were erased, as you asked. What the law obliges ' +
          'us to keep, such as invoices, stays as long as it says and no longer.',
        'The number of the erasure is {{ certificate }}; with it we can tell that it was done.',
        'This is the last mail that you get from us. We wish you all the best.',
      ],
    }),
  },
];
