import type { EmailVariables } from '../email';
import type { EmailTemplateName } from '../email-template-name';
import { STARTER_TEMPLATES, starterTemplate } from './starter-templates';
import { renderWording } from './template-engine';

/** The words of a template with its examples, and what a test would rather have in their place. */
function written(name: EmailTemplateName, changes: EmailVariables = {}) {
  const { variables, wording } = starterTemplate(name);
  const examples = Object.entries(variables).map(([key, { example }]) => [key, example]);
  return renderWording(wording, {
    name: 'Ada',
    product: 'Trellis',
    link: 'https://trellis.example/account/page#token=example',
    ...(Object.fromEntries(examples) as EmailVariables),
    ...changes,
  });
}

describe('The words that templates start with', () => {
  it.each([...STARTER_TEMPLATES.keys()])('%s is made of whole sentences in both parts', (name) => {
    const { html, text } = written(name);
    const paragraphs = text.trim().split(/\n{2,}/);
    expect(paragraphs[0]).toMatch(/^Hello(?: Ada)?,$/);
    expect(paragraphs.filter((paragraph) => !/^\p{Lu}/u.test(paragraph))).toEqual([]);
    expect(html.match(/<p>(?:<a[^>]*>)?[^\p{Lu}<]/gu)).toBeNull();
  });

  it('keeps the lines of a summary in HTML, and nothing in it is markup', () => {
    const { html, text } = written('session-summary', { summary: 'One <b>bold</b>\nTwo' });
    expect(html).toContain('<p>One &lt;b&gt;bold&lt;/b&gt;<br>Two</p>');
    expect(text).toContain('One <b>bold</b>\nTwo\n');
  });

  it('counts one as one', () => {
    const week = { completed_items: 1, chat_messages: 1, streak_days: 1 };
    expect(written('weekly-progress', week).text).toContain(
      'you finished 1 lesson or exercise and sent the tutor 1 message.\n',
    );
    expect(written('weekly-progress').text).toContain(
      '7 lessons or exercises and sent the tutor 12 messages. You have learned for 4 days in a row.',
    );
  });

  it('puts the figures of a report beside those before', () => {
    const { subject, text, html } = written('analytics-report', { course: '' });
    expect(subject).toBe('Your weekly report on Trellis: engagement, 2026-11-16 to 2026-11-22');
    expect(text).toContain('Sessions: 1,204 (before: 1,150)\nChat turns: 86 (before: 92)\n');
    expect(text).toContain('report: engagement, from 2026-11-16 to 2026-11-22, beside');
    expect(html).toContain('<td>Chat turns</td><td align="right">86</td><td align="right">92</td>');
    const day = written('analytics-report', { frequency: 'daily', date_from: '2026-11-22' });
    expect(day.subject).toBe('Your daily report on Trellis: engagement, 2026-11-22');
    expect(day.text).toContain('https://trellis.example/api/v1/admin/analytics/report-mails.');
    expect(day.text).toContain('engagement in Introduction to Python, for 2026-11-22, beside');
  });
});
