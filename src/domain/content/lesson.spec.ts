import { createHash } from 'node:crypto';
import type { JsonValue } from '../../kernel/json';
import type { JsonObject } from './json-schema';
import { lessonHash, optionKeys, questionsOf, toLesson } from './lesson';

const bank: readonly JsonObject[] = [
  {
    id: 7,
    text: 'Which way up?',
    options: [
      { key: 'A', text: 'Left', correct: false, explanation: 'That is sideways.' },
      { key: 'B', text: 'Up', correct: true },
    ],
  },
  {
    id: 2,
    text: 'How many?',
    options: [
      { key: 'C', text: 'One', correct: true },
      { key: 'A', text: 'Two', correct: true },
    ],
  },
];
const source = (dataJson: JsonObject) => ({
  title: 'Directions',
  description: 'Where is up?',
  dataJson,
});

describe('lesson', () => {
  it('has a text and a question bank in the order of the author', () => {
    expect(toLesson(source({ body: '# Up', questions: bank }))).toEqual({
      title: 'Directions',
      description: 'Where is up?',
      body: '# Up',
      questions: [
        {
          id: 7,
          text: 'Which way up?',
          options: [
            { key: 'A', text: 'Left', correct: false, explanation: 'That is sideways.' },
            { key: 'B', text: 'Up', correct: true, explanation: null },
          ],
        },
        {
          id: 2,
          text: 'How many?',
          options: [
            { key: 'C', text: 'One', correct: true, explanation: null },
            { key: 'A', text: 'Two', correct: true, explanation: null },
          ],
        },
      ],
    });
  });

  it('teaches a transcript, instructions, or at least the description', () => {
    expect(toLesson(source({ transcript: 'Hello!' })).body).toBe('Hello!');
    expect(toLesson(source({ instructions: 'Mix.' })).body).toBe('Mix.');
    expect(toLesson(source({ transcript: 'Hello!', body: 'Text' })).body).toBe('Text');
    expect(toLesson(source({ body: 5 })).body).toBe('Where is up?');
    expect(toLesson({ ...source({}), description: null }).body).toBe('');
  });

  it('has no questions when the data keeps something else under that name', () => {
    const odd: JsonValue[] = [
      'why?',
      { questions: bank },
      [{ ...bank[0], options: [{ key: 'A', text: 'Left' }] }],
      [...bank, { id: '3', text: '?', options: [] }],
      [...bank, null],
    ];
    for (const questions of odd) expect(questionsOf({ questions })).toEqual([]);
  });
});

describe('optionKeys', () => {
  it('names the answers that each question can have', () => {
    expect(optionKeys({ questions: bank })).toEqual({ '7': ['A', 'B'], '2': ['C', 'A'] });
    expect(optionKeys({ body: 'No questions.' })).toEqual({});
  });
});

describe('lessonHash', () => {
  const data = { body: 'Text', questions: bank };
  const hash = lessonHash(source(data), 'lesson');

  it('is a SHA-256 that does not care how the JSON is ordered', () => {
    expect(hash).toHaveLength(32);
    expect(lessonHash(source({ questions: bank, body: 'Text' }), 'lesson')).toEqual(hash);
  });

  it('stays the same from release to release: cached replies hang on it', () => {
    const text =
      '{"content_type":"lesson","data":{"body":"Text"},' +
      '"description":"Where is up?","title":"Directions"}';
    expect(lessonHash(source({ body: 'Text' }), 'lesson')).toEqual(
      createHash('sha256').update(text).digest(),
    );
  });

  it('changes with everything the tutor sees', () => {
    const others = [
      lessonHash({ ...source(data), title: 'Direction' }, 'lesson'),
      lessonHash({ ...source(data), description: null }, 'lesson'),
      lessonHash({ ...source(data), description: '' }, 'lesson'),
      lessonHash(source(data), 'article'),
      lessonHash(source({ ...data, body: 'text' }), 'lesson'),
      lessonHash(source({ ...data, questions: bank.toReversed() }), 'lesson'),
      lessonHash(source({ ...data, questions: bank.slice(0, 1) }), 'lesson'),
    ].map((other) => other.toString('hex'));
    expect(new Set([...others, hash.toString('hex')]).size).toBe(others.length + 1);
  });
});
