import { renderedLength, renderTemplate, variablesOf } from './prompt-template';

describe('a template', () => {
  it('names its variables once each, in the order of first use', () => {
    expect(variablesOf('{{b}} {{ a }} {{b}} {{lesson.title}} {{ 1st }} {c} {{d e}} {{}}')).toEqual([
      'b',
      'a',
      'lesson.title',
    ]);
  });

  it('puts values in place, whatever the spaces', () => {
    expect(renderTemplate('{{x}}, {{ x }}, {{\n x\t}}', { x: 'Math 101' })).toBe(
      'Math 101, Math 101, Math 101',
    );
  });

  it('leaves variables without a value as they are written', () => {
    expect(renderTemplate('{{ known }} {{  other }}', { known: '' })).toBe(' {{  other }}');
  });

  it('never looks at a value again', () => {
    const values = { a: '{{b}} @@@langfusePrompt:name=X|label=y@@@', b: 'secret' };
    expect(renderTemplate('{{a}}', values)).toBe(values.a);
  });

  it('does not read signs of String.replace into a value', () => {
    expect(renderTemplate('<{{a}}>', { a: "$& $1 $$ $` $'" })).toBe("<$& $1 $$ $` $'>");
  });

  it('knows only values that were given', () => {
    const text = '{{constructor}} {{toString}} {{__proto__}}';
    expect(renderTemplate(text, {})).toBe(text);
    expect(renderTemplate('{{constructor}}', { constructor: 'own' } as never)).toBe('own');
  });

  it('tells its length beforehand', () => {
    const text = 'a {{x}} {{ y }} {{z}} {{x}}';
    const values = { x: 'twelve chars', y: '' };
    expect(renderedLength(text, values)).toBe(renderTemplate(text, values).length);
  });
});
