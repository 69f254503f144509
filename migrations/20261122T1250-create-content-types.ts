import type { MigrationInterface, QueryRunner } from 'typeorm';

const MARKDOWN = { type: 'string', minLength: 1, maxLength: 200_000 };
const ANSWER = { 'x-answer': true };

/** The question bank that an item of any type may carry. */
const DEFINITIONS = {
  option: {
    type: 'object',
    properties: {
      key: { type: 'string', pattern: '^[A-Z]$' },
      text: { type: 'string', minLength: 1, maxLength: 2_000 },
      correct: { type: 'boolean', ...ANSWER },
      explanation: { type: 'string', minLength: 1, maxLength: 5_000, ...ANSWER },
    },
    required: ['key', 'text', 'correct'],
    additionalProperties: false,
  },
  question: {
    type: 'object',
    properties: {
      id: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
      text: { type: 'string', minLength: 1, maxLength: 5_000 },
      options: {
        type: 'array',
        minItems: 2,
        maxItems: 26,
        items: { $ref: '#/$defs/option' },
      },
    },
    required: ['id', 'text', 'options'],
    additionalProperties: false,
  },
  bank: { type: 'array', maxItems: 500, items: { $ref: '#/$defs/question' } },
};
const BANK = { $ref: '#/$defs/bank' };

/** The contract's samples write a video as type 1, so it comes first. */
const CONTENT_TYPES = [
  {
    name: 'video',
    label: 'Video',
    properties: {
      video_url: { type: 'string', format: 'uri', pattern: '^https?://', maxLength: 2_000 },
      duration: {
        type: 'integer',
        minimum: 0,
        maximum: 2_147_483_647,
        description: 'Seconds.',
      },
      transcript: MARKDOWN,
      questions: BANK,
    },
    required: ['video_url'],
  },
  {
    name: 'lesson',
    label: 'Lesson',
    properties: { body: MARKDOWN, questions: BANK },
    required: ['body'],
  },
  {
    name: 'quiz',
    label: 'Quiz',
    properties: { body: MARKDOWN, questions: { ...BANK, minItems: 1, type: 'array' } },
    required: ['questions'],
  },
  {
    name: 'article',
    label: 'Article',
    properties: { body: MARKDOWN, questions: BANK },
    required: ['body'],
  },
  {
    name: 'lab',
    label: 'Lab',
    properties: {
      instructions: MARKDOWN,
      starter_code: { type: 'string', maxLength: 200_000 },
      solution: { type: 'string', minLength: 1, maxLength: 200_000, ...ANSWER },
      questions: BANK,
    },
    required: ['instructions'],
  },
];

/** The content types that every installation starts with. */
export class CreateContentTypes1795351800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { name, label, properties, required } of CONTENT_TYPES) {
      const schema = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties,
        required,
        additionalProperties: false,
        $defs: DEFINITIONS,
      };
      await runner.query(`INSERT INTO content_types (name, label, schema) VALUES ($1, $2, $3)`, [
        name,
        label,
        JSON.stringify(schema),
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM content_types WHERE name = ANY($1)`, [
      CONTENT_TYPES.map(({ name }) => name),
    ]);
  }
}
