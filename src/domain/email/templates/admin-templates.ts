import type { EmailTemplate } from './email-template';

const SENTENCE =
  'This is your {{ frequency }} report: {{ report }}' +
  '{% if course != "" %} in {{ course }}{% endif %}, ' +
  '{% if date_from == date_to %}for {{ date_to }}{% else %}from {{ date_from }} to {{ date_to }}' +
  '{% endif %}, beside the same number of days before. Days are those of {{ time_zone }}.';
const ENDING =
  'You asked for it as a platform admin. Change or end it where you asked: {{ mails_url }}.';

/** Mails to those who run the installation. */
export const ADMIN_TEMPLATES: readonly EmailTemplate[] = [
  {
    name: 'analytics-report',
    description: 'The figures of a report for the day, week or month that is over.',
    variables: {
      report: { example: 'engagement', description: 'Which report.' },
      frequency: { example: 'weekly', description: 'daily, weekly or monthly.' },
      course: {
        example: 'Introduction to Python',
        description: 'The course that it is about; empty for everything together.',
      },
      date_from: { example: '2026-11-16', description: 'The first day.' },
      date_to: { example: '2026-11-22', description: 'The last day.' },
      time_zone: { example: 'Europe/Berlin', description: 'In which days begin and end.' },
      figures: { example: ['Sessions', 'Chat turns'], description: 'The name of each figure.' },
      values: { example: ['1,204', '86'], description: 'Each figure, in the same order.' },
      previous: { example: ['1,150', '92'], description: 'The same figures of the days before.' },
      mails_url: {
        example: 'https://trellis.example/api/v1/admin/analytics/report-mails',
        description: 'Where such mails are changed and ended.',
      },
    },
    wording: {
      subject:
        'Your {{ frequency }} report on {{ product }}: {{ report }}, ' +
        '{% if date_from != date_to %}{{ date_from }} to {% endif %}{{ date_to }}',
      text:
        `Hello {{ name }},\n\n${SENTENCE}\n\n` +
        '{% for figure in figures %}{{ figure }}: {{ values[forloop.index0] }} ' +
        `(before: {{ previous[forloop.index0] }})\n{% endfor %}\n${ENDING}\n`,
      html:
        `<p>Hello {{ name }},</p>\n<p>${SENTENCE}</p>\n` +
        '<table><tr><th align="left">Figure</th><th align="right">Now</th>' +
        '<th align="right">Before</th></tr>' +
        '{% for figure in figures %}<tr><td>{{ figure }}</td>' +
        '<td align="right">{{ values[forloop.index0] }}</td>' +
        '<td align="right">{{ previous[forloop.index0] }}</td></tr>{% endfor %}</table>\n' +
        `<p>${ENDING}</p>`,
    },
  },
];
