import { promptNameFault } from './prompt-name';

describe('the name of a prompt', () => {
  it.each(['Video Tutor', 'math/algebra', 'Größe 3', '質問', 'a', 'x'.repeat(200), '50% off'])(
    'may be %p',
    (name) => {
      expect(promptNameFault(name)).toBeNull();
    },
  );

  it.each([
    '',
    'x'.repeat(201),
    ' space before',
    'two\nlines',
    'two\u2028lines',
    'nul\u0000',
    'a|b',
    'a@@@b',
    'labels',
    'names',
    'link-options',
    'preview',
    '.',
    '..',
    '\ud800',
  ])('may not be %p', (name) => {
    expect(promptNameFault(name)).not.toBeNull();
  });
});
