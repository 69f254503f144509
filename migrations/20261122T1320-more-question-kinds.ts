import type { MigrationInterface, QueryRunner } from 'typeorm';

const ANSWER = { 'x-answer': true };
const QUESTION_TEXT = { type: 'string', minLength: 1, maxLength: 5_000 };
const EXPLANATION = { type: 'string', minLength: 1, maxLength: 5_000 };
const ID = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
/** Percent of the question's points. */
const WEIGHT = { type: 'number', minimum: -100, maximum: 100 };
const KEY = { type: 'string', pattern: '^[A-Z]$' };

/** The definitions of the first content types, the only ones that this migration replaces. */
const PLAIN_OPTION = {
  type: 'object',
  properties: {
    key: KEY,
    text: { type: 'string', minLength: 1, maxLength: 2_000 },
    correct: { type: 'boolean', ...ANSWER },
    explanation: { ...EXPLANATION, ...ANSWER },
  },
  required: ['key', 'text', 'correct'],
  additionalProperties: false,
};
const OPTIONS = {
  type: 'array',
  minItems: 2,
  maxItems: 26,
  items: { $ref: '#/$defs/option' },
};
const PLAIN_QUESTION = {
  type: 'object',
  properties: { id: ID, text: QUESTION_TEXT, options: OPTIONS },
  required: ['id', 'text', 'options'],
  additionalProperties: false,
};

const WEIGHED_OPTION = {
  ...PLAIN_OPTION,
  properties: { ...PLAIN_OPTION.properties, weight: { ...WEIGHT, ...ANSWER } },
};

/** Which members each kind has of its own; every other one is refused there. */
const MEMBERS_OF_KINDS: readonly { kinds: string[]; required: string[]; optional: string[] }[] = [
  { kinds: ['choice', 'true_false', 'multiple_choice'], required: ['options'], optional: [] },
  {
    kinds: ['short_answer'],
    required: ['accepted'],
    optional: ['case_sensitive', 'otherwise'],
  },
  { kinds: ['numeric'], required: ['numbers'], optional: ['otherwise'] },
  { kinds: ['matching'], required: ['prompts', 'choices'], optional: [] },
  { kinds: ['essay', 'description'], required: [], optional: [] },
];
const MEMBERS = MEMBERS_OF_KINDS.flatMap(({ required, optional }) => [...required, ...optional]);

const QUESTION = {
  type: 'object',
  properties: {
    id: ID,
    text: QUESTION_TEXT,
    kind: {
      type: 'string',
      enum: MEMBERS_OF_KINDS.flatMap(({ kinds }) => kinds),
      description: 'choice when absent.',
    },
    title: { type: 'string', minLength: 1, maxLength: 200 },
    format: {
      type: 'string',
      enum: ['markdown', 'plain'],
      description: 'How the texts of the question are written; markdown when absent.',
    },
    feedback: { ...EXPLANATION, ...ANSWER },
    options: OPTIONS,
    accepted: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        properties: {
          text: { type: 'string', minLength: 1, maxLength: 2_000 },
          weight: WEIGHT,
          explanation: EXPLANATION,
        },
        required: ['text'],
        additionalProperties: false,
      },
      ...ANSWER,
    },
    case_sensitive: { type: 'boolean', description: 'false when absent.' },
    numbers: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        properties: {
          value: { type: 'number' },
          tolerance: { type: 'number', minimum: 0 },
          minimum: { type: 'number' },
          maximum: { type: 'number' },
          weight: WEIGHT,
          explanation: EXPLANATION,
        },
        oneOf: [
          boundedBy(['value', 'tolerance'], ['value']),
          boundedBy(['minimum', 'maximum'], ['minimum', 'maximum']),
        ],
        additionalProperties: false,
      },
      ...ANSWER,
    },
    otherwise: {
      ...EXPLANATION,
      ...ANSWER,
      description: 'What is told to whoever gives an answer that the question does not foresee.',
    },
    prompts: {
      type: 'array',
      minItems: 1,
      maxItems: 26,
      items: {
        type: 'object',
        properties: {
          id: ID,
          text: { type: 'string', minLength: 1, maxLength: 2_000 },
          answer: { ...KEY, ...ANSWER },
        },
        required: ['id', 'text', 'answer'],
        additionalProperties: false,
      },
    },
    choices: {
      type: 'array',
      minItems: 2,
      maxItems: 26,
      items: {
        type: 'object',
        properties: { key: KEY, text: { type: 'string', minLength: 1, maxLength: 2_000 } },
        required: ['key', 'text'],
        additionalProperties: false,
      },
    },
  },
  required: ['id', 'text'],
  allOf: MEMBERS_OF_KINDS.map(({ kinds, required, optional }) => ({
    if: {
      type: 'object',
      properties: { kind: { enum: kinds } },
      // A question that does not say its kind is a choice.
      ...(kinds.includes('choice') ? {} : { required: ['kind'] }),
    },
    then: {
      type: 'object',
      required,
      properties: Object.fromEntries(
        MEMBERS.map((member) => [member, [...required, ...optional].includes(member)]),
      ),
    },
  })),
  additionalProperties: false,
};

/** Ways to say which numbers count: the other way's members are refused. */
function boundedBy(members: readonly string[], required: readonly string[]): object {
  return {
    type: 'object',
    properties: Object.fromEntries(
      ['value', 'tolerance', 'minimum', 'maximum'].map((name) => [name, members.includes(name)]),
    ),
    required,
  };
}

/**
 * Questions of every kind that a Moodle GIFT file can ask, besides choices. Schemas that somebody
 * changed meanwhile stay as they are.
 */
export class MoreQuestionKinds1795353600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await replace(runner, 'option', PLAIN_OPTION, WEIGHED_OPTION);
    await replace(runner, 'question', PLAIN_QUESTION, QUESTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replace(runner, 'question', QUESTION, PLAIN_QUESTION);
    await replace(runner, 'option', WEIGHED_OPTION, PLAIN_OPTION);
  }
}

async function replace(
  runner: QueryRunner,
  name: string,
  before: object,
  after: object,
): Promise<void> {
  await runner.query(
    `UPDATE content_types
     SET schema = jsonb_set(schema, ARRAY['$defs', $1::text], $3::jsonb), updated_at = now()
     WHERE schema -> '$defs' -> $1::text = $2::jsonb`,
    [name, JSON.stringify(before), JSON.stringify(after)],
  );
}
