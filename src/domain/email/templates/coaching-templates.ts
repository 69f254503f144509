import type { EmailTemplate } from './email-template';
import { letter } from './letter';

/** The summary's line breaks as HTML has them, each line escaped by itself. */
const LINES_OF_SUMMARY =
  '{% assign lines = summary | newline_to_br | strip_newlines | split: "<br />" %}' +
  '{% for line in lines %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}';

/** Mails between coaches, their students, and those who look after both. */
export const COACHING_TEMPLATES: readonly EmailTemplate[] = [
  {
    name: 'coach-invitation',
    description: 'Tells whoever has the address that a coach would like to coach them.',
    variables: {
      coach_name: { example: 'Chris Coach', description: 'Who invites.' },
      days: { example: 30, description: 'For how many days the invitation may be answered.' },
    },
    wording: letter({
      subject: 'A coach would like to work with you',
      paragraphs: [
        'Hello,',
        '{{ coach_name }} would like to be your coach on {{ product }}. Sign in with this address, ' +
          'or open an account with it, and you find the invitation among yours. ' +
          'You have {{ days }} days to answer.',
        'A coach reads and writes your record only after you said yes. ' +
          'If you would rather not, leave this mail alone: nobody is told.',
      ],
    }),
  },
  {
    name: 'session-summary',
    description: 'What a student and their coach agreed on.',
    variables: {
      coach_name: { example: 'Chris Coach', description: 'The coach.' },
      date: { example: '20 January 2026', description: 'When they met.' },
      summary: {
        example: 'We talked about the first draft of your essay.',
        description: 'What it was about, in the words of the coach.',
      },
      action_items: {
        example: ['Complete the first draft', 'Look at three more colleges'],
        description: 'What to do until next time; may be empty.',
      },
    },
    wording: {
      subject: 'Your session with {{ coach_name }}',
      text:
        'Hello {{ name }},\n\nHere is what you and {{ coach_name }} agreed on {{ date }}.\n\n' +
        '{{ summary }}\n{% if action_items.size > 0 %}\nUntil next time:\n' +
        '{% for item in action_items %}- {{ item }}\n{% endfor %}{% endif %}\nGood luck!\n',
      html:
        '<p>Hello {{ name }},</p>\n' +
        '<p>Here is what you and {{ coach_name }} agreed on {{ date }}.</p>\n' +
        `<p>${LINES_OF_SUMMARY}</p>\n` +
        '{% if action_items.size > 0 %}<p>Until next time:</p>\n' +
        '<ul>{% for item in action_items %}<li>{{ item }}</li>{% endfor %}</ul>\n{% endif %}' +
        '<p>Good luck!</p>',
    },
  },
  {
    name: 'milestone',
    description: 'Congratulates a student on something reached.',
    variables: {
      milestone: { example: 'You finished your first course', description: 'What was reached.' },
    },
    wording: letter({
      subject: 'Well done!',
      paragraphs: [
        'Hello {{ name }},',
        '{{ milestone }}. That took work, and it shows. Well done!',
        'Take a moment to enjoy it. The next step waits until you are ready.',
      ],
    }),
  },
  {
    name: 'low-engagement',
    description: 'Tells a coach which of their students were not heard of for two weeks.',
    variables: {
      student_name: { example: 'Sam', description: "The student's first name." },
      days: { example: 14, description: 'Days without a sign of them.' },
    },
    wording: letter({
      subject: 'A student may welcome a word from you',
      paragraphs: [
        'Hello {{ name }},',
        '{{ student_name }} has not been here for {{ days }} days. There may be many good reasons. ' +
          'A short, friendly word from you may help all the same.',
        'You get this mail at most once in two weeks for each student.',
      ],
    }),
  },
  {
    name: 'crisis-alert',
    description: 'Tells those who look after a student where to look, and nothing else.',
    variables: {
      is_escalated: {
        example: false,
        description: 'Whether the case waited too long for somebody.',
      },
      student_name: { example: 'Sam', description: "The student's first name." },
      case_url: {
        example: 'https://trellis.example/api/crisis/cases/0198c0de-7e57-4abc-8def-0123456789ab',
        description: 'Where the case is.',
      },
    },
    wording: letter({
      subject:
        '{% if is_escalated %}Escalated: a student may need you now' +
        '{% else %}A student may need you now{% endif %}',
      paragraphs: [
        'Hello {{ name }},',
        '{% if is_escalated %}A case waits for somebody to take it on, and asks for more people now.' +
          '{% else %}Something that came in suggests that this student may be in a crisis.{% endif %}',
        'Student: {{ student_name }}\nCase: {{ case_url }}',
        'Please open the case, acknowledge it, and reach out. For reasons of privacy this mail says no more.',
      ],
    }),
  },
];
