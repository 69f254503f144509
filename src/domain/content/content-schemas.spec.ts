import { ContentSchemas } from './content-schemas';

describe('ContentSchemas', () => {
  const schemas = new ContentSchemas();
  const schema = {
    type: 'object',
    properties: {
      body: { type: 'string', minLength: 1 },
      'a/b': { type: 'integer', 'x-answer': true },
      list: {
        type: 'array',
        items: { type: 'object', required: ['key'], properties: { key: {} } },
      },
    },
    required: ['body'],
    additionalProperties: false,
  };

  it('has nothing to say about data that fits', () => {
    expect(schemas.issues(schema, { body: 'Text', 'a/b': 1, list: [{ key: 1 }] })).toEqual([]);
  });

  it('names what is missing, unknown or wrong by its place in the body', () => {
    expect(schemas.issues(schema, {})).toEqual([
      { path: ['body', 'data_json', 'body'], message: 'field required', rule: 'missing' },
    ]);
    expect(schemas.issues(schema, { body: 'Text', boddy: 1 })).toEqual([
      {
        path: ['body', 'data_json', 'boddy'],
        message: 'this field is not known here',
        rule: 'extra',
      },
    ]);
    expect(schemas.issues(schema, { body: 'Text', list: [{ key: 1 }, {}] })).toEqual([
      { path: ['body', 'data_json', 'list', 1, 'key'], message: 'field required', rule: 'missing' },
    ]);
    expect(schemas.issues(schema, { body: '' })).toEqual([
      {
        path: ['body', 'data_json', 'body'],
        message: 'must NOT have fewer than 1 characters',
        rule: 'min_length',
      },
    ]);
    expect(schemas.issues(schema, { body: 'Text', 'a/b': 'x' })).toEqual([
      { path: ['body', 'data_json', 'a/b'], message: 'must be integer', rule: 'type' },
    ]);
  });

  it('lets two content types use the same $id', () => {
    const $id = 'https://example.com/type';
    expect(schemas.issues({ $id, type: 'object' }, {})).toEqual([]);
    expect(schemas.issues({ $id, type: 'object', minProperties: 1 }, {})).toHaveLength(1);
  });

  it('refuses a schema with a keyword that nobody knows', () => {
    expect(() => schemas.issues({ type: 'object', answer: true }, {})).toThrow('unknown keyword');
  });
});
