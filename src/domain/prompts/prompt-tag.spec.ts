import { byLabel, byVersion } from './prompt-reference';
import { parsePromptText, referencesIn } from './prompt-tag';
import { MalformedPromptTag } from './prompts.errors';

describe('tags in a prompt', () => {
  it('stand for a prompt by label or by version, between plain text', () => {
    const text =
      'Hello\n@@@langfusePrompt:name=General Protocol|label=production@@@ and ' +
      '@@@langfusePrompt:name=math/Rules = all|version=12@@@';
    expect(parsePromptText(text)).toEqual([
      'Hello\n',
      byLabel('General Protocol', 'production'),
      ' and ',
      byVersion('math/Rules = all', 12),
    ]);
  });

  it('keep a label of digits apart from a version', () => {
    expect(parsePromptText('@@@langfusePrompt:name=A|label=3@@@')).toEqual([byLabel('A', '3')]);
  });

  it('may touch each other and the ends of the text', () => {
    const tag = '@@@langfusePrompt:name=A|label=x@@@';
    expect(parsePromptText(tag + tag)).toEqual([byLabel('A', 'x'), byLabel('A', 'x')]);
  });

  it('leave text alone that only resembles them', () => {
    const text = 'mail a@@@b, @@@ @@@, {{x}}, langfusePrompt:name=A|label=x';
    expect(parsePromptText(text)).toEqual([text]);
  });

  it.each([
    ['is cut off', '@@@langfusePrompt:name=A|label=production'],
    ['closes with two signs', '@@@langfusePrompt:name=A|label=production@@ and more'],
    ['names neither label nor version', '@@@langfusePrompt:name=A@@@'],
    ['names both', '@@@langfusePrompt:name=A|label=x|version=1@@@'],
    ['has no name', '@@@langfusePrompt:name=|label=x@@@'],
    ['has another order', '@@@langfusePrompt:label=x|name=A@@@'],
    ['has a reserved name', '@@@langfusePrompt:name=names|label=x@@@'],
    ['has version 0', '@@@langfusePrompt:name=A|version=0@@@'],
    ['has a version beyond any', '@@@langfusePrompt:name=A|version=2147483648@@@'],
    ['has a version with an exponent', '@@@langfusePrompt:name=A|version=1e1@@@'],
    ['has an impossible label', '@@@langfusePrompt:name=A|label=No Label@@@'],
    ['runs over a line', '@@@langfusePrompt:name=A\n|label=x@@@'],
    ['has no colon', '@@@langfusePrompt name=A|label=x@@@'],
  ])('are refused when one %s', (_, tag) => {
    expect(() => parsePromptText(`Before. ${tag}`)).toThrow(MalformedPromptTag);
  });

  it('are shown to the author as they stand when one is malformed', () => {
    const text = 'ok @@@langfusePrompt:name=A|label=x@@@ then @@@langfusePrompt:name=B@@@ end';
    expect(() => parsePromptText(text)).toThrow('The tag @@@langfusePrompt:name=B@@@ is malformed');
  });

  it('that mean the same prompt are one inclusion, in the order of first use', () => {
    const text = ['B', 'A', 'B'].map((name) => `@@@langfusePrompt:name=${name}|version=1@@@`);
    expect(referencesIn(parsePromptText(text.join(' ')))).toEqual([
      byVersion('B', 1),
      byVersion('A', 1),
    ]);
  });
});
