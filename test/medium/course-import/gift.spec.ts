import { parseGift, readGift } from '../../../src/domain/course-import/gift';
import { toQuestions } from '../../../src/domain/course-import/gift-questions';
import { ProblemLog } from '../../../src/domain/course-import/problem-log';
import { giftFiles } from '../../support/course-sources';

describe('GIFT', () => {
  it.each(giftFiles().map((file) => [file.name, file] as const))(
    'reads %s as its grammar says',
    (_, { text, expected }) => {
      expect(parseGift(text)).toEqual(expected);
    },
  );

  it.each(giftFiles().map((file) => [file.name, file] as const))(
    'finds a question for all that %s asks',
    (_, { text }) => {
      const parsed = parseGift(text);
      const read = toQuestions(parsed);
      expect(read).toHaveLength(parsed.filter(({ type }) => type !== 'Category').length);
      expect(read.filter((reading) => 'refusal' in reading)).toEqual([]);
    },
  );

  const only = (text: string) => {
    const [reading] = toQuestions(parseGift(text));
    return reading !== undefined && 'question' in reading ? reading.question : reading;
  };

  it('asks for one option where one is worth everything, and for several where none is', () => {
    expect(only('Which?{=right ~%50%half ~wrong#No.}')).toEqual({
      text: 'Which?',
      options: [
        { key: 'A', text: 'right', correct: true },
        { key: 'B', text: 'half', correct: false, weight: 50 },
        { key: 'C', text: 'wrong', correct: false, explanation: 'No.' },
      ],
    });
    expect(only('Which?{~%50%one ~%50%two ~%-100%three}')).toMatchObject({
      kind: 'multiple_choice',
      options: [
        { correct: true, weight: 50 },
        { correct: true, weight: 50 },
        { correct: false, weight: -100 },
      ],
    });
  });

  it('tells the first feedback of true or false to whoever is wrong, as Moodle does', () => {
    expect(only('Yes?{TRUE#No!#Right.}')).toMatchObject({
      kind: 'true_false',
      options: [
        { text: 'True', correct: true, explanation: 'Right.' },
        { text: 'False', correct: false, explanation: 'No!' },
      ],
    });
  });

  it('reads numbers with a tolerance, in a range, and with a word for all others', () => {
    expect(only('How many?{#3:2}')).toMatchObject({ numbers: [{ value: 3, tolerance: 2 }] });
    expect(only('How many?{#1..5}')).toMatchObject({ numbers: [{ minimum: 1, maximum: 5 }] });
    expect(only('How many?{#=3 =%50%4 ~#No.}')).toMatchObject({
      kind: 'numeric',
      numbers: [{ value: 3 }, { value: 4, weight: 50 }],
      otherwise: 'No.',
    });
  });

  it('keeps the pairs of a matching apart from what is shown', () => {
    const question = only('Match.{=a -> x =b -> y =c -> x = -> z}') as any;
    expect(question.prompts.map(({ text }: any) => text)).toEqual(['a', 'b', 'c']);
    const keys = Object.fromEntries(question.choices.map(({ key, text }: any) => [text, key]));
    expect(Object.keys(keys).toSorted()).toEqual(['x', 'y', 'z']);
    expect(question.prompts.map(({ answer }: any) => answer)).toEqual([keys.x, keys.y, keys.x]);
  });

  it('turns HTML into Markdown and leaves plain text alone', () => {
    expect(only('[html]<p>Is <b>this</b> it?</p>{}')).toEqual({
      text: 'Is **this** it?',
      kind: 'essay',
    });
    expect(only('[plain]Is a < b?{}')).toEqual({
      text: 'Is a < b?',
      format: 'plain',
      kind: 'essay',
    });
  });

  it('names the place of what cannot be read', () => {
    const log = new ProblemLog();
    expect(readGift('q.gift', 'Fine?{T}\n\nBroken {=a', log)).toBeNull();
    expect(log.problems).toEqual([
      {
        severity: 'error',
        file: 'q.gift',
        line: 3,
        column: expect.any(Number),
        message: expect.stringContaining('not valid GIFT'),
      },
    ]);
  });

  it('has nothing to ask in an empty file', () => {
    expect(readGift('q.gift', ' \n', new ProblemLog())).toEqual([]);
  });
});
