import { z } from 'zod';

/** A JSON Schema, as AsyncAPI shows the payload of a message. */
export type MessageSchema = Readonly<Record<string, unknown>>;

/** What a schema of ours says, in JSON Schema draft 7, which AsyncAPI builds on. */
export function messageSchema(schema: z.ZodType): MessageSchema {
  const shown = z.toJSONSchema(schema, {
    target: 'draft-7',
    // Messages of the server may gain members; those of clients are strict by themselves.
    io: 'input',
    // The format says it; the pattern behind it only makes the document long.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return JSON.parse(JSON.stringify(shown), withoutReferences) as MessageSchema;
}

/**
 * Leaves out definitions, and with them what refers to one: a payload stands inside a document whose
 * root is not its own. The one thing of ours that is defined so is any JSON value, and that is what
 * an empty schema means.
 */
function withoutReferences(key: string, value: unknown): unknown {
  if (key === '$schema' || key === 'definitions') return undefined;
  return typeof value === 'object' && value !== null && '$ref' in value ? {} : value;
}
