import { payloadShape } from './payload-shape';

describe('payloadShape', () => {
  it('tells names and kinds, and nothing of the values', () => {
    const shape = payloadShape({
      runId: '0197b6a4-5f0e-7c1e-9d3a-2f6f2f0a9b11',
      attempt: 3,
      note: 'I feel alone',
      inner: { note: 'I feel alone' },
      notes: ['I feel alone', 'again'],
      until: null,
    });
    expect(shape).toEqual({
      runId: 'uuid',
      attempt: 'number',
      note: 'text',
      inner: 'object',
      notes: 'list of 2',
      until: 'null',
    });
  });

  it.each([['a text'], [7], [null], [undefined], [['I feel alone']]])(
    'tells nothing of a payload without members: %j',
    (payload) => {
      expect(payloadShape(payload)).toEqual({});
    },
  );
});
