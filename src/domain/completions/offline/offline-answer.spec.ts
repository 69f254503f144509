import { cutText, offlineAnswer } from './offline-answer';

const PASSAGE = { heading: 'Halving', text: 'Look in the middle.\nThrow one half away.' };

describe('The answer of the built-in model', () => {
  it('says who answers and quotes what was found with where it stands', () => {
    const text = offlineAnswer([
      { lessonTitle: 'Binary Search', courseTitle: 'Algorithms', passage: PASSAGE },
    ]);
    expect(text).toContain('no language model is connected');
    expect(text).toContain(
      'From "Binary Search", Halving (Algorithms):\n\n> Look in the middle.\n> Throw one half away.',
    );
  });

  it('says that it found nothing where it found nothing', () => {
    expect(offlineAnswer([])).toContain('found nothing about this');
  });

  it.each([
    ['nothing cuts it', 'one two', 10, [], 'one two', 'stop'],
    ['a stop sequence ends it', 'one two three', 10, ['three', ' two'], 'one', 'stop'],
    ['it grows too long', 'one two three', 1, [], 'one ', 'length'],
    ['a cut would leave half a character', 'one\u{1F600}', 1, [], 'one', 'length'],
    ['it stops before it is too long', 'one two three', 1, ['ne'], 'o', 'stop'],
  ] as const)('is whole, or ends where it must: %s', (_, text, tokens, stops, left, reason) => {
    expect(cutText(text, tokens, stops)).toEqual({ text: left, reason });
  });
});
