import type { JsonValue } from '../../kernel/json';
import { withoutAnswers } from './answer-fields';
import type { JsonObject, JsonSchema } from './json-schema';

const ANSWER = { 'x-answer': true };

describe('withoutAnswers', () => {
  it('takes the answers out of a question bank and leaves the rest', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { questions: { type: 'array', items: { $ref: '#/$defs/question' } } },
      $defs: {
        question: {
          properties: { options: { type: 'array', items: { $ref: '#/$defs/option' } } },
        },
        option: { properties: { correct: ANSWER, explanation: ANSWER } },
      },
    };
    const data: JsonObject = {
      questions: [
        {
          id: 1,
          text: 'Which?',
          options: [
            { key: 'A', text: 'This', correct: true, explanation: 'Because.' },
            { key: 'B', text: 'That', correct: false },
          ],
        },
      ],
    };
    expect(withoutAnswers(schema, data)).toEqual({
      questions: [
        {
          id: 1,
          text: 'Which?',
          options: [
            { key: 'A', text: 'This' },
            { key: 'B', text: 'That' },
          ],
        },
      ],
    });
  });

  it('returns a copy and never touches its input', () => {
    const data = { open: { deep: [1] }, secret: 1 };
    const kept = withoutAnswers({ properties: { secret: ANSWER } }, data);
    expect(kept).toEqual({ open: { deep: [1] } });
    expect(data).toEqual({ open: { deep: [1] }, secret: 1 });
    expect(kept['open']).not.toBe(data.open);
  });

  const data: JsonObject = { secret: 'S', open: 'O' };
  const open = { open: 'O' };
  const marked = { properties: { secret: ANSWER } };

  it.each<[string, JsonSchema]>([
    ['properties', marked],
    ['patternProperties', { patternProperties: { '^sec': ANSWER } }],
    ['additionalProperties', { properties: { open: {} }, additionalProperties: ANSWER }],
    ['unevaluatedProperties', { properties: { open: true }, unevaluatedProperties: ANSWER }],
    ['$ref', { $ref: '#/$defs/lesson', $defs: { lesson: marked } }],
    ['$dynamicRef', { $dynamicRef: '#/$defs/lesson', $defs: { lesson: marked } }],
    ['$ref with siblings', { $ref: '#/$defs/any', ...marked, $defs: { any: {} } }],
    ['$ref through a list', { $ref: '#/allOf/0', allOf: [marked] }],
    ['$ref with escapes', { $ref: '#/$defs/a~1b~0c%20d', $defs: { 'a/b~c d': marked } }],
    ['$ref to $ref', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: marked } }],
    ['allOf', { allOf: [{}, marked] }],
    ['anyOf', { anyOf: [{}, marked] }],
    ['oneOf', { oneOf: [marked, true] }],
    ['if', { if: marked }],
    ['then', { if: false, then: marked }],
    ['else', { if: true, else: marked }],
    ['dependentSchemas', { dependentSchemas: { open: marked } }],
    ['branches in branches', { allOf: [{ anyOf: [{ if: true, then: { oneOf: [marked] } }] }] }],
    ['a place marked twice over', { properties: { secret: { allOf: [{}, ANSWER] } } }],
    ['one of two patterns', { patternProperties: { '^s': {}, t$: ANSWER } }],
    ['a pattern beside a name', { properties: { secret: {} }, patternProperties: { s: ANSWER } }],
  ])('follows %s', (_, schema) => {
    expect(withoutAnswers(schema, data)).toEqual(open);
  });

  it.each<[string, JsonSchema, JsonValue]>([
    ['items', { items: ANSWER }, []],
    ['items below', { items: marked }, [open, open, 3]],
    ['prefixItems', { prefixItems: [{}, ANSWER] }, [data, 3]],
    ['items after prefixItems', { prefixItems: [{}], items: ANSWER }, [data]],
    ['unevaluatedItems', { prefixItems: [{}, {}], unevaluatedItems: ANSWER }, [data, data]],
    ['contains', { contains: marked }, [open, open, 3]],
  ])('follows %s of a list', (_, schema, kept) => {
    const list: JsonObject = { list: [data, data, 3] };
    expect(withoutAnswers({ properties: { list: schema } }, list)).toEqual({ list: kept });
  });

  it('reads marks in schemas that refer to themselves', () => {
    const schema: JsonSchema = {
      properties: { secret: ANSWER, child: { $ref: '#' } },
      allOf: [{ $ref: '#' }],
    };
    const nested = { ...data, child: { ...data, child: { ...data } } };
    expect(withoutAnswers(schema, nested)).toEqual({
      ...open,
      child: { ...open, child: open },
    });
  });

  it('keeps a property that only shares its name with a keyword or a method', () => {
    const schema: JsonSchema = { properties: { 'x-answer': {}, secret: ANSWER } };
    const odd = { 'x-answer': true, toString: 'T', constructor: 'C', secret: 'S' };
    expect(withoutAnswers(schema, odd)).toEqual({
      'x-answer': true,
      toString: 'T',
      constructor: 'C',
    });
  });

  it('does not confuse additionalProperties with what is named', () => {
    const schema: JsonSchema = {
      properties: { open: {} },
      patternProperties: { '^pub': {} },
      additionalProperties: ANSWER,
    };
    expect(withoutAnswers(schema, { ...data, public: 1 })).toEqual({ ...open, public: 1 });
  });

  it('hands out nothing of data that is an answer as a whole', () => {
    expect(withoutAnswers({ allOf: [ANSWER] }, data)).toEqual({});
  });

  it('takes only the mark itself for a mark', () => {
    const schema: JsonSchema = { properties: { open: { 'x-answer': false } } };
    expect(withoutAnswers(schema, data)).toEqual(data);
    expect(withoutAnswers(true, data)).toEqual(data);
  });

  it.each(['#/$defs/missing', '#name', 'https://example.com/schema', 'other.json#/a'])(
    'hands out nothing when it cannot follow %s',
    ($ref) => {
      expect(() => withoutAnswers({ $ref, $defs: {} }, data)).toThrow($ref);
    },
  );

  it('holds for any schema: no answer left, nothing else lost', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const sample = new SampleMaker(seed).make();
      expect({ seed, kept: withoutAnswers(sample.schema, sample.data) }).toEqual({
        seed,
        kept: sample.kept,
      });
    }
  });
});

interface Sample<Data = JsonValue> {
  readonly schema: JsonObject;
  readonly data: Data;
  /** The data without its answers; undefined when all of it is one. */
  readonly kept: Data | undefined;
}

/** Makes a schema together with data and what must be left of it, by growing all three at once. */
class SampleMaker {
  private readonly definitions: Record<string, JsonValue> = {};
  private names = 0;

  constructor(private state: number) {}

  make(): Sample<JsonObject> {
    const { schema, data, kept } = this.object(4);
    return { schema: { ...this.hidden(schema), $defs: this.definitions }, data, kept };
  }

  private any(depth: number): Sample {
    const { schema, data, kept } =
      depth > 0 && this.chance(0.7)
        ? this.chance(0.6)
          ? this.object(depth)
          : this.list(depth)
        : this.leaf();
    if (this.chance(0.2)) return { schema: this.hidden(ANSWER), data, kept: undefined };
    return { schema: this.hidden(schema), data, kept };
  }

  private leaf(): Sample {
    const data = this.name('value');
    return { schema: { type: 'string' }, data, kept: data };
  }

  private object(depth: number): Sample<JsonObject> {
    const properties: Record<string, JsonValue> = {};
    const patternProperties: Record<string, JsonValue> = {};
    const data: Record<string, JsonValue> = {};
    const kept: Record<string, JsonValue> = {};
    const add = (name: string, member: Sample): void => {
      data[name] = member.data;
      if (member.kept !== undefined) kept[name] = member.kept;
    };
    for (let count = this.below(4); count > 0; count -= 1) {
      const name = this.name('named');
      const member = this.any(depth - 1);
      if (this.chance(0.3)) patternProperties[`^${name}$`] = member.schema;
      else properties[name] = member.schema;
      add(name, member);
    }
    const schema = { type: 'object', properties, patternProperties };
    if (!this.chance(0.3)) return { schema, data, kept };
    const other = this.any(depth - 1);
    add(this.name('other'), other);
    return { schema: { ...schema, additionalProperties: other.schema }, data, kept };
  }

  private list(depth: number): Sample {
    const prefix = Array.from({ length: this.below(3) }, () => this.any(depth - 1));
    const rest = this.any(depth - 1);
    const elements = [...prefix, ...Array.from({ length: this.below(3) }, () => rest)];
    return {
      schema: {
        type: 'array',
        prefixItems: prefix.map(({ schema }) => schema),
        items: rest.schema,
      },
      data: elements.map(({ data }) => data),
      kept: elements.flatMap(({ kept }) => (kept === undefined ? [] : [kept])),
    };
  }

  /** The same schema behind a reference or a branch, or as it is. */
  private hidden(schema: JsonObject): JsonObject {
    switch (this.below(9)) {
      case 0: {
        const name = this.name('definition');
        this.definitions[name] = schema;
        return { $ref: `#/$defs/${name}` };
      }
      case 1:
        return { allOf: [{ title: 'neither here nor there' }, schema] };
      case 2:
        return { anyOf: [schema, true] };
      case 3:
        return { oneOf: [false, schema] };
      case 4:
        return { if: { type: 'null' }, then: schema };
      case 5:
        return { if: { type: 'null' }, then: {}, else: schema };
      default:
        return schema;
    }
  }

  private name(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** Mulberry32: a small generator that repeats itself exactly for the same seed. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
