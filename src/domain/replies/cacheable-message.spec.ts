import { asHeardByModel, cacheableMessage } from './cacheable-message';

describe('cacheableMessage', () => {
  const bank = { '1': ['A', 'B'], '2': ['A', 'B', 'C'] };
  const hashOf = (content: string): string | undefined =>
    cacheableMessage(content)?.hash.toString('hex');

  it('knows the greeting by exactly its text', () => {
    expect(cacheableMessage('Start.')?.fits({})).toBe(true);
    expect(cacheableMessage('start.')).toBeNull();
    expect(cacheableMessage('Start. ')).toBeNull();
  });

  it('knows an answer whatever the order of its keys and its spacing', () => {
    const hash = hashOf('{"questionId": 1, "answer": "A"}');
    expect(hash).toBeDefined();
    expect(hashOf('{"answer":"A","questionId":1}')).toBe(hash);
    expect(hashOf(' {\n "questionId" : 1.0 , "answer" : "A" } ')).toBe(hash);
    expect(hashOf('{"questionId": 1, "answer": "B"}')).not.toBe(hash);
  });

  it('lets the model hear one spelling only of an answer, and all else as it was said', () => {
    expect(asHeardByModel(' { "questionId": 1.0, "answer": "\\u0041" }')).toBe(
      '{"answer":"A","questionId":1}',
    );
    expect(asHeardByModel('Start.')).toBe('Start.');
    expect(asHeardByModel(' Why? ')).toBe(' Why? ');
    expect(asHeardByModel('{"type": "followup"}')).toBe('{"type": "followup"}');
  });

  it('reads an answer whose text holds quotes', () => {
    expect(cacheableMessage('{"questionId": 1, "answer": "the \\"A\\" one"}')).not.toBeNull();
  });

  it('fits only a question and an option of the bank', () => {
    expect(cacheableMessage('{"questionId":2,"answer":"C"}')?.fits(bank)).toBe(true);
    expect(cacheableMessage('{"questionId":1,"answer":"C"}')?.fits(bank)).toBe(false);
    expect(cacheableMessage('{"questionId":9,"answer":"A"}')?.fits(bank)).toBe(false);
    expect(cacheableMessage('{"questionId":1,"answer":"a"}')?.fits(bank)).toBe(false);
  });

  it.each([
    'Why does this work?',
    '{"type": "followup", "content": "why?"}',
    '{"questionId": 1, "answer": "A", "note": "my name is Ada"}',
    '{"questionId": 1, "answer": "my name is Ada", "answer": "A"}',
    '{"questionId": 1, "questionId": 1, "answer": "A"}',
    '{"questionId": 1, "\\u0061nswer": "my name is Ada", "answer": "A"}',
    '{"questionId": "1", "answer": "A"}',
    '{"questionId": 1.5, "answer": "A"}',
    '{"questionId": 1, "answer": ["A"]}',
    '[{"questionId": 1, "answer": "A"}]',
    '{"questionId": 1, "answer": "A"',
    'null',
  ])('has no place in the tree for %s', (content) => {
    expect(cacheableMessage(content)).toBeNull();
  });
});
