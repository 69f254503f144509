import { renderWording } from './template-engine';

const wording = (text: string) => ({ subject: 's', html: text, text });

describe('The template engine', () => {
  it('escapes values in HTML and nowhere else', () => {
    const rendered = renderWording(
      { subject: '{{ a }}', html: '<p>{{ a }}</p>', text: '{{ a }}' },
      { a: '<i>"&\'' },
    );
    expect(rendered).toEqual({
      subject: '<i>"&\'',
      html: '<p>&lt;i&gt;&#34;&amp;&#39;</p>',
      text: '<i>"&\'',
    });
  });

  it('makes one line of a subject, whatever a value holds', () => {
    const { subject } = renderWording(
      { ...wording(''), subject: ' {{ a }} ' },
      { a: 'Hello\r\nBcc: eve@example.com\u2028\u0000x' },
    );
    expect(subject).toBe('Hello Bcc: eve@example.com x');
  });

  it.each([
    ['an unknown placeholder', '{{ b }}', /undefined variable: b/],
    ['an unknown filter', '{{ a | shout }}', /undefined filter: shout/],
    ['the filter that would not escape', '{{ a | raw }}', /undefined filter: raw/],
    ['broken syntax', '{% for %}', /html: /],
    ['what every object has', '{{ a.constructor }}', /undefined variable/],
    ['a file', "{% include '/etc/passwd' %}", /Failed to lookup/],
    ['a program of its own', '{% for i in (1..100000000) %}{% endfor %}', /memory/],
  ])('refuses %s', (_, text, why) => {
    expect(() => renderWording(wording(text), { a: 'x' })).toThrow(why);
  });

  it('never names a value in what it says is wrong', () => {
    const render = () => renderWording(wording('{{ a }} {{ missing }}'), { a: 'a secret' });
    expect(render).toThrow(expect.not.objectContaining({ message: /a secret/ }));
    expect(render).toThrow(/missing/);
  });

  it('does not let a template change the values of the next part', () => {
    const shared = { list: ['a'] };
    renderWording(wording('{% assign list = "x" %}{{ list }}'), shared);
    expect(shared).toEqual({ list: ['a'] });
  });
});
